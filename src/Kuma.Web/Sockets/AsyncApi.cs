using System.Text.Json.Nodes;
using Kuma.Application.Common;
using Kuma.Web.Api.Description;

namespace Kuma.Web.Sockets;

/// <summary>The machine-readable description of the socket API, made from the map of events and from the events that can be sent, so that it cannot drift.</summary>
internal static class AsyncApi
{
    private const string FromClients = "fromClients";
    private const string FromServer = "fromServer";
    private const string Acknowledgements = "acknowledgements";

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
                ["description"] = "Socket.IO events of both sides, on the default namespace. They are those of Uptime Kuma "
                    + ServerInfo.CompatibleVersion + ".",
            },
            ["channels"] = new JsonObject
            {
                [FromClients] = Channel("Events that clients may send.", entries.Select(entry => (entry.Name, Message(ClientEvents.All[entry.Name])))),
                [Acknowledgements] = Channel("How they are acknowledged.", entries.Select(entry => (entry.Name, Acknowledgement(ClientEvents.All[entry.Name])))),
                [FromServer] = Channel("Events that the server sends.", ServerEvents.All.Select(told => (told.Name, Message(told)))),
            },
            ["operations"] = new JsonObject(
                entries.Select(entry => KeyValuePair.Create(entry.Name, (JsonNode?)Operation(entry)))
                    .Concat(ServerEvents.All.Select(told => KeyValuePair.Create("send_" + told.Name, (JsonNode?)Operation(told))))),
            ["components"] = new JsonObject { ["schemas"] = SocketSchemas.All() },
        };
    }

    private static JsonObject Channel(string what, IEnumerable<(string Name, JsonObject Message)> messages) => new()
    {
        ["address"] = "/socket.io",
        ["description"] = what,
        ["messages"] = new JsonObject(messages.Select(message => KeyValuePair.Create(message.Name, (JsonNode?)message.Message))),
    };

    private static JsonObject Message(ClientEvent sent) => new()
    {
        ["name"] = sent.Name,
        ["summary"] = sent.What,
        ["payload"] = EventValue.List(sent.Arguments),
    };

    private static JsonObject Acknowledgement(ClientEvent sent) => new()
    {
        ["name"] = sent.Name,
        ["payload"] = sent.Acknowledgement,
    };

    private static JsonObject Message(ServerEvent told) => new()
    {
        ["name"] = told.Name,
        ["summary"] = $"Sent to {told.To} {told.When}.",
        ["payload"] = EventValue.List(told.Arguments),
    };

    private static JsonObject Operation(EventEntry entry)
    {
        var operation = Operation("receive", FromClients, entry.Name);
        operation["reply"] = Place(Acknowledgements, entry.Name);
        if (entry.Request is { } request)
        {
            operation["x-use-case"] = request.Name;
            operation["x-needs-sign-in"] = !request.IsDefined(typeof(AllowAnonymousAttribute), inherit: false);
        }

        return operation;
    }

    private static JsonObject Operation(ServerEvent told) => Operation("send", FromServer, told.Name);

    private static JsonObject Operation(string action, string channel, string message)
    {
        var operation = Place(channel, message);
        operation["action"] = action;
        return operation;
    }

    private static JsonObject Place(string channel, string message) => new()
    {
        ["channel"] = new JsonObject { ["$ref"] = $"#/channels/{channel}" },
        ["messages"] = new JsonArray(new JsonObject { ["$ref"] = $"#/channels/{channel}/messages/{message}" }),
    };
}
