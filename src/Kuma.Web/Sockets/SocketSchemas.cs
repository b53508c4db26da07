using System.Reflection;
using System.Text.Json.Nodes;
using Kuma.Web.Contracts;

namespace Kuma.Web.Sockets;

/// <summary>JSON schemas of what events carry: schemas.json, and the monitor from the table of its fields.</summary>
internal static class SocketSchemas
{
    private const string Computed = "MonitorComputed";

    public static JsonObject All()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Kuma.Web.Sockets.schemas.json")!;
        var all = JsonNode.Parse(stream)!.AsObject();
        var monitor = all[Computed]!.AsObject();
        all.Remove(Computed);
        foreach (var field in MonitorFields.Open.Concat(MonitorFields.Sensitive))
        {
            monitor["properties"]![field.Name] = Of(field.Type);
            monitor["required"]!.AsArray().Add((JsonNode)field.Name);
        }

        all["Monitor"] = monitor;
        return all;
    }

    /// <summary>The schema of a type as <see cref="ServerArgument"/> writes it.</summary>
    public static JsonNode Of(string type)
    {
        var kinds = type.Split('|');
        return kinds is [var one] ? One(one)
            : kinds.All(IsPlain) ? new JsonObject { ["type"] = new JsonArray([.. kinds.Select(kind => (JsonNode)kind)]) }
            : new JsonObject { ["anyOf"] = new JsonArray([.. kinds.Select(One)]) };
    }

    private static JsonObject One(string kind) =>
        kind.EndsWith("[]", StringComparison.Ordinal) ? new() { ["type"] = "array", ["items"] = One(kind[..^2]) }
        : kind.EndsWith("{}", StringComparison.Ordinal) ? new() { ["type"] = "object", ["additionalProperties"] = One(kind[..^2]) }
        : IsPlain(kind) ? new() { ["type"] = kind }
        : new() { ["$ref"] = $"#/components/schemas/{kind}" };

    private static bool IsPlain(string kind) => char.IsLower(kind[0]) && char.IsLetter(kind[^1]);
}
