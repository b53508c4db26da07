using System.Text.Json.Nodes;
using Kuma.Application.Common;
using Kuma.Application.DockerHosts;
using Kuma.Domain.Common;

namespace Kuma.Web.Sockets;

/// <summary>Docker hosts.</summary>
internal sealed class DockerHostEvents : ISocketEvents
{
    public static OwnedListSource List(IDockerHostRepository hosts) =>
        new(OwnedList.DockerHosts, ServerEvents.DockerHostList, 60, async (user, cancellationToken) =>
            new JsonArray([.. (await hosts.ListAsync(user, cancellationToken)).Select(Write)]));

    public void Map(EventMap events)
    {
        events.Command<SaveDockerHost, DockerHostId>(
            "addDockerHost",
            (actor, args) => new SaveDockerHost(
                actor,
                args.OptionalId(1, "docker host") is { } id ? new DockerHostId(id) : null,
                args.Object(0).TextField("name"),
                args[0].TextField("dockerDaemon"),
                args[0].TextField("dockerType")),
            id => Ack.Translated("Saved.").With("id", id.Value));
        events.Command(
            "deleteDockerHost",
            (actor, args) => new DeleteDockerHost(actor, new DockerHostId(args.Id(0, "docker host"))),
            () => Ack.Translated("successDeleted"));
        events.Command<TestDockerHost, int>(
            "testDockerHost",
            (actor, args) => new TestDockerHost(actor, args.Object(0).TextField("dockerDaemon") ?? "", args[0].TextField("dockerType") ?? ""),
            containers => Ack.Ok(containers > 0
                ? $"Connected Successfully. Amount of containers: {containers}"
                : "Connected Successfully, but there are no containers?"));
    }

    private static JsonNode Write(DockerHost host) => new JsonObject
    {
        ["id"] = host.Id.Value,
        ["userID"] = host.Owner.Value,
        ["dockerDaemon"] = host.DockerDaemon,
        ["dockerType"] = host.DockerType,
        ["name"] = host.Name,
    };
}
