using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kuma.Web.Tests.Api;

/// <summary>Compares values with JSON schemas, as far as the descriptions of Kuma use them.</summary>
internal static class SchemaRules
{
    /// <summary>What of a value is not as its schema says: types, keys and fixed values.</summary>
    public static IEnumerable<string> Deviations(JsonNode? value, JsonNode schema, JsonObject schemas, string at)
    {
        if (schema["$ref"] is { } reference)
        {
            return Deviations(value, schemas[((string)reference!).Split('/')[^1]]!, schemas, at);
        }

        if (schema["anyOf"] is JsonArray kinds)
        {
            return kinds.Any(kind => !Deviations(value, kind!, schemas, at).Any()) ? [] : [$"{at}: none of the kinds"];
        }

        if (schema["const"] is { } only)
        {
            return JsonNode.DeepEquals(only, value) ? [] : [$"{at}: not {only}"];
        }

        if (schema["enum"] is JsonArray values)
        {
            return values.Any(allowed => JsonNode.DeepEquals(allowed, value)) ? [] : [$"{at}: {value} is not allowed"];
        }

        string[] types = schema["type"] is JsonArray list ? [.. list.Select(type => (string)type!)] : [(string)schema["type"]!];
        return types.Contains(TypeOf(value)) || (types.Contains("number") && TypeOf(value) is "integer")
            ? Inside(value, schema, schemas, at)
            : [$"{at}: {TypeOf(value)} instead of {string.Join(" or ", types)}"];
    }

    private static IEnumerable<string> Inside(JsonNode? value, JsonNode schema, JsonObject schemas, string at) => value switch
    {
        JsonArray array =>
        [
            .. schema["maxItems"] is { } most && array.Count > (int)most! ? [$"{at}: {array.Count} items instead of {most}"] : Array.Empty<string>(),
            .. schema["minItems"] is { } least && array.Count < (int)least! ? [$"{at}: {array.Count} items instead of {least}"] : Array.Empty<string>(),
            .. array.SelectMany((item, index) =>
                (schema["prefixItems"] is JsonArray places && index < places.Count ? places[index] : schema["items"]) is { } known
                    ? Deviations(item, known, schemas, $"{at}[{index}]")
                    : []),
        ],
        JsonObject map =>
        [
            .. (schema["required"]?.AsArray() ?? []).Select(key => (string)key!).Where(key => !map.ContainsKey(key)).Select(key => $"{at}.{key}: missing"),
            .. map.SelectMany(pair => (schema["properties"]?[pair.Key] ?? schema["additionalProperties"]) switch
            {
                JsonObject known => Deviations(pair.Value, known, schemas, $"{at}.{pair.Key}"),
                JsonValue => [$"{at}.{pair.Key}: not described"],
                _ => [],
            }),
        ],
        _ => [],
    };

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.GetValue<double>() % 1 == 0 ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };
}
