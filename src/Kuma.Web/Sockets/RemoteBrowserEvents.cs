using System.Text.Json.Nodes;
using Kuma.Application.Common;
using Kuma.Application.RemoteBrowsers;
using Kuma.Domain.Common;

namespace Kuma.Web.Sockets;

/// <summary>Remote browsers.</summary>
internal sealed class RemoteBrowserEvents : ISocketEvents
{
    public static OwnedListSource List(IRemoteBrowserRepository browsers) =>
        new(OwnedList.RemoteBrowsers, ServerEvents.RemoteBrowserList, 80, async (user, cancellationToken) =>
            new JsonArray([.. (await browsers.ListAsync(user, cancellationToken)).Select(Write)]));

    public void Map(EventMap events)
    {
        events.Command<SaveRemoteBrowser, RemoteBrowserId>(
            "addRemoteBrowser",
            (actor, args) => new SaveRemoteBrowser(
                actor,
                args.OptionalId(1, "remote browser") is { } id ? new RemoteBrowserId(id) : null,
                args.Object(0).TextField("name"),
                args[0].TextField("url")),
            id => Ack.Translated("Saved.").With("id", id.Value));
        events.Command(
            "deleteRemoteBrowser",
            (actor, args) => new DeleteRemoteBrowser(actor, new RemoteBrowserId(args.Id(0, "remote browser"))),
            () => Ack.Translated("successDeleted"));
        events.Command(
            "testRemoteBrowser",
            (actor, args) => new TestRemoteBrowser(actor, args.Object(0).TextField("url") ?? ""),
            () => Ack.Ok("Connected Successfully."));
    }

    private static JsonNode Write(RemoteBrowser browser) =>
        new JsonObject { ["id"] = browser.Id.Value, ["url"] = browser.Url, ["name"] = browser.Name };
}
