using System.Text.Json.Nodes;
using Kuma.Application.Common;
using Kuma.Web.Api.Description;

namespace Kuma.Web.Sockets;

/// <summary>The machine-readable description of the socket API, made from the map of events, so that it cannot drift.</summary>
internal static class AsyncApi
{
    public static void MapAsyncApi(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/asyncapi.json", (EventMap map) => Results.Json(Describe(map)))
            .Note(DescriptionApi.Group, "The events of the socket for programs, as AsyncAPI 3.0.", new ApiAnswer(StatusCodes.Status200OK, "An AsyncAPI document.", "application/json"));

    private static JsonObject Describe(EventMap map)
    {
        var entries = map.Entries.Values.OrderBy(entry => entry.Name, StringComparer.Ordinal).ToList();
        return new JsonObject
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Kuma socket API",
                ["version"] = ServerInfo.KumaVersion,
                ["description"] = "Socket.IO events that clients may send. Arguments and acknowledgements are those of Uptime Kuma "
                    + ServerInfo.CompatibleVersion + ".",
            },
            ["channels"] = new JsonObject
            {
                ["root"] = new JsonObject
                {
                    ["address"] = "/socket.io",
                    ["messages"] = new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Name, (JsonNode?)Message(entry)))),
                },
            },
            ["operations"] = new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Name, (JsonNode?)Operation(entry)))),
        };
    }

    private static JsonObject Message(EventEntry entry) => new()
    {
        ["name"] = entry.Name,
        ["payload"] = new JsonObject { ["type"] = "array", ["description"] = "The arguments, in their order." },
    };

    private static JsonObject Operation(EventEntry entry)
    {
        var operation = new JsonObject
        {
            ["action"] = "receive",
            ["channel"] = new JsonObject { ["$ref"] = "#/channels/root" },
            ["messages"] = new JsonArray(new JsonObject { ["$ref"] = $"#/channels/root/messages/{entry.Name}" }),
        };
        if (entry.Request is { } request)
        {
            operation["x-use-case"] = request.Name;
            operation["x-needs-sign-in"] = !request.IsDefined(typeof(AllowAnonymousAttribute), inherit: false);
        }

        return operation;
    }
}
