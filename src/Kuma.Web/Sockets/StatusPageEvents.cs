using System.Text.Json;
using System.Text.Json.Nodes;
using Kuma.Application.StatusPages;
using Kuma.Domain.Common;
using Kuma.Web.Api;
using Kuma.Web.Contracts;
using Kuma.Web.StatusPages;

namespace Kuma.Web.Sockets;

/// <summary>Editing status pages and their incidents.</summary>
internal sealed class StatusPageEvents(StatusPageList list) : ISocketEvents
{
    public void Map(EventMap events)
    {
        events.Command<AddStatusPage, string>(
            "addStatusPage",
            (actor, args) => new AddStatusPage(actor, args.Text(0), SlugText(args)),
            slug => Ack.Translated("successAdded").With("slug", slug),
            SendListAsync);
        events.Query<GetStatusPage, EditedPage>(
            "getStatusPage",
            (actor, args) => new GetStatusPage(actor, args.Text(0)),
            page => Ack.Ok().With("config", Encode(json => PageJson.WriteConfig(json, page))));
        events.SignedIn("saveStatusPage", SaveAsync, SendListAsync);
        events.Command("deleteStatusPage", (actor, args) => new DeleteStatusPage(actor, args.Text(0)), Ack.Ok, SendListAsync);
        events.Command<PostIncident, PublicIncident>("postIncident", (actor, args) => StatusPageInput.Post(actor, args), Posted);
        events.Command("unpinIncident", (actor, args) => new UnpinIncidents(actor, args.Text(0)), Ack.Ok);
        events.Command<EditIncident, PublicIncident>(
            "editIncident",
            (actor, args) => StatusPageInput.Edit(actor, args),
            incident => Incident(Ack.Translated("Saved."), incident),
            refuse: Ack.RefusedTranslated);
        events.Command<ResolveIncident, PublicIncident>(
            "resolveIncident",
            (actor, args) => new ResolveIncident(actor, args.Text(0), new IncidentId(args.Id(1, "incident"))),
            incident => Incident(Ack.Translated("Resolved"), incident),
            refuse: Ack.RefusedTranslated);
        events.Command(
            "deleteIncident",
            (actor, args) => new DeleteIncident(actor, args.Text(0), new IncidentId(args.Id(1, "incident"))),
            () => Ack.Translated("successDeleted"),
            refuse: Ack.RefusedTranslated);
        events.Query<GetIncidentHistory, IncidentHistory>(
            "getIncidentHistory",
            (actor, args) => new GetIncidentHistory(actor, args.Text(0), HistoryCursor.Read(args.Text(1))),
            history => Ack.Ok()
                .With("incidents", Encode(json => PageJson.WriteIncidents(json, history.Incidents)))
                .With("total", history.Total)
                .With("nextCursor", HistoryCursor.Write(history.Next))
                .With("hasMore", history.HasMore));
    }

    /// <summary>The original tells nobody; the user's other browsers would go on showing the old list.</summary>
    private async ValueTask SendListAsync(EventCall call) => await list.SendAsync(call.Session, call.Actor.User, call.CancellationToken);

    private static string? SlugText(EventArguments args) =>
        args[1].ValueKind is JsonValueKind.String or JsonValueKind.Null or JsonValueKind.Undefined or JsonValueKind.False
            ? args.Text(1)
            : throw new BadArgumentException("Slug -Accept string only");

    private static async ValueTask<Ack?> SaveAsync(EventCall call)
    {
        var args = call.Arguments;
        var result = await call.SendAsync(StatusPageInput.Save(call.Actor, args));
        if (!result.IsSuccess)
        {
            return Ack.Refused(result.Error);
        }

        // The caller's own list goes back, with the ids of the groups filled in.
        var groups = args[3].ValueKind is JsonValueKind.Array ? JsonArray.Create(args[3])! : [];
        foreach (var (group, id) in groups.OfType<JsonObject>().Zip(result.Value))
        {
            group["id"] = id;
        }

        return Ack.Ok().With("publicGroupList", groups);
    }

    private static Ack Posted(PublicIncident incident) =>
        Ack.Ok().With("incident", Encode(json => PageJson.WriteIncident(json, incident, isNew: true)));

    private static Ack Incident(Ack ack, PublicIncident incident) =>
        ack.With("incident", Encode(json => PageJson.WriteIncident(json, incident)));

    private static ReadOnlyMemory<byte> Encode(Action<Utf8JsonWriter> write) => Answers.JsonBytes(write);
}
