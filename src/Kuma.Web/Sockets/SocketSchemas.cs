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
        all["MonitorInput"] = new JsonObject
        {
            ["type"] = "object",
            ["description"] = "What is absent has its default in a new monitor; flags may be 0 and 1, numbers text. Further keys are ignored.",
            ["properties"] = new JsonObject(
            [
                KeyValuePair.Create("id", (JsonNode?)Of("Id")),
                KeyValuePair.Create("active", (JsonNode?)Of("boolean")),
                KeyValuePair.Create("notificationIDList", (JsonNode?)Of("boolean{}")),
                .. MonitorInput.AllFields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)Of(field.Type))),
            ]),
        };
        return all;
    }

    /// <summary>The schema of a type as <see cref="EventValue"/> writes it.</summary>
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
