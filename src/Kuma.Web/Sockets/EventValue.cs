using System.Text.Json.Nodes;

namespace Kuma.Web.Sockets;

/// <summary>An argument of an event, or a field of an acknowledgement.</summary>
/// <param name="Name">What it is; with <c>?</c> at the end when it can be left out.</param>
/// <param name="Type">JSON types or a name of schemas.json, with <c>|</c> between kinds, <c>[]</c> after lists and <c>{}</c> after objects keyed by id.</param>
internal sealed record EventValue(string Name, string Type)
{
    /// <summary>The values of an object, all but the optional ones required and no others allowed.</summary>
    public static JsonObject Object(IEnumerable<EventValue> values)
    {
        var fields = values.ToList();
        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray([.. fields.Where(field => !field.IsOptional).Select(field => (JsonNode)field.Key)]),
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)SocketSchemas.Of(field.Type)))),
        };
    }

    /// <summary>The values of a list, in their order; optional ones come last.</summary>
    public static JsonObject List(IReadOnlyList<EventValue> values) => new()
    {
        ["type"] = "array",
        ["description"] = values.Count == 0 ? "No arguments." : string.Join(", ", values.Select(value => value.Name)),
        ["prefixItems"] = new JsonArray([.. values.Select(value => SocketSchemas.Of(value.Type))]),
        ["minItems"] = values.Count(value => !value.IsOptional),
        ["maxItems"] = values.Count,
    };

    private bool IsOptional => Name.EndsWith('?');

    private string Key => Name.TrimEnd('?');
}
