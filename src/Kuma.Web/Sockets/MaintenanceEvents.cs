using System.Text.Json.Nodes;
using Kuma.Application.Maintenance;
using Kuma.Domain.Common;
using Kuma.Web.Contracts;

namespace Kuma.Web.Sockets;

/// <summary>Maintenances and what they cover.</summary>
internal sealed class MaintenanceEvents(MaintenanceList list) : ISocketEvents
{
    public void Map(EventMap events)
    {
        events.Command<AddMaintenance, MaintenanceId>(
            "addMaintenance",
            (actor, args) => new AddMaintenance(actor, MaintenanceInput.Read(args.Object(0))),
            id => Ack.Translated("successAdded").With("maintenanceID", id.Value));
        events.Command<EditMaintenance, MaintenanceId>(
            "editMaintenance",
            (actor, args) => new EditMaintenance(
                actor, new MaintenanceId(args.FieldId(0, "maintenance")), MaintenanceInput.Read(args[0]), !MaintenanceInput.SaysActive(args[0])),
            id => Ack.Translated("Saved.").With("maintenanceID", id.Value));
        events.Command(
            "addMonitorMaintenance",
            (actor, args) => new AddMonitorMaintenance(
                actor, Id(args), [.. MaintenanceInput.Links(args, 1, "monitor").Select(id => new MonitorId(id))]),
            () => Ack.Translated("successAdded"));
        events.Command(
            "addMaintenanceStatusPage",
            (actor, args) => new AddMaintenanceStatusPage(
                actor, Id(args), [.. MaintenanceInput.Links(args, 1, "status page").Select(id => new StatusPageId(id))]),
            () => Ack.Translated("successAdded"));
        events.Query<GetMaintenance, MaintenanceView>(
            "getMaintenance", (actor, args) => new GetMaintenance(actor, Id(args)), view => Ack.Ok().With("maintenance", MaintenanceWriter.One(view)));
        events.SignedIn("getMaintenanceList", async call =>
        {
            await SendListAsync(call);
            return Ack.Ok();
        });
        events.Query<GetMonitorMaintenance, IReadOnlyList<MonitorId>>(
            "getMonitorMaintenance",
            (actor, args) => new GetMonitorMaintenance(actor, Id(args)),
            monitors => Ack.Ok().With("monitors", new JsonArray([.. monitors.Select(id => new JsonObject { ["id"] = id.Value })])));
        events.Query<GetMaintenanceStatusPage, IReadOnlyList<AnnouncingPage>>(
            "getMaintenanceStatusPage",
            (actor, args) => new GetMaintenanceStatusPage(actor, Id(args)),
            pages => Ack.Ok().With(
                "statusPages", new JsonArray([.. pages.Select(page => new JsonObject { ["id"] = page.Id.Value, ["title"] = page.Title })])));

        // These three acknowledge first and send the list afterwards, as in the original.
        events.Command("deleteMaintenance", (actor, args) => new DeleteMaintenance(actor, Id(args)), () => Ack.Translated("successDeleted"), SendListAsync);
        events.Command("pauseMaintenance", (actor, args) => new PauseMaintenance(actor, Id(args)), () => Ack.Translated("successPaused"), SendListAsync);
        events.Command("resumeMaintenance", (actor, args) => new ResumeMaintenance(actor, Id(args)), () => Ack.Translated("successResumed"), SendListAsync);
    }

    private static MaintenanceId Id(EventArguments args) => new(args.Id(0, "maintenance"));

    private ValueTask SendListAsync(EventCall call) => list.SendAsync(call.Actor.User);
}
