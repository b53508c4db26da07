using Kuma.Application.Heartbeats;
using Kuma.Application.Monitoring;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Kuma.Web.Contracts;

namespace Kuma.Web.Sockets;

/// <summary>Stored beats, charts, and deleting them.</summary>
internal sealed class HeartbeatEvents : ISocketEvents
{
    public void Map(EventMap events)
    {
        events.Query<GetMonitorBeats, IReadOnlyList<Heartbeat>>(
            "getMonitorBeats",
            (actor, args) => new GetMonitorBeats(actor, Monitor(args), args.Number(1, "period")),
            beats => Ack.Ok().With("data", BeatWriter.Rows(beats)));
        events.Query<GetMonitorChartData, IReadOnlyList<UptimeBucket>>(
            "getMonitorChartData",
            (actor, args) => new GetMonitorChartData(actor, Monitor(args), args.Number(1, "period")),
            buckets => Ack.Ok().With("data", ChartWriter.Write(buckets)));
        events.Query<CountImportantBeats, int>(
            "monitorImportantHeartbeatListCount",
            (actor, args) => new CountImportantBeats(actor, Monitor(args)),
            count => Ack.Ok().With("count", count));
        events.Query<ListImportantBeats, IReadOnlyList<Heartbeat>>(
            "monitorImportantHeartbeatListPaged",
            (actor, args) => new ListImportantBeats(actor, Monitor(args), Whole(args, 1, 0), Whole(args, 2, 25)),
            beats => Ack.Ok().With("data", BeatWriter.Paged(beats)));
        events.Command("clearEvents", (actor, args) => new ClearEvents(actor, args.MonitorId(0)), Ack.Ok);
        events.Command("clearHeartbeats", (actor, args) => new ClearHeartbeats(actor, args.MonitorId(0)), Ack.Ok);
        events.Command("clearStatistics", (actor, _) => new ClearStatistics(actor), Ack.Ok);
    }

    private static MonitorId? Monitor(EventArguments args) => args.OptionalId(0, "monitor") is { } id ? new MonitorId(id) : null;

    private static int Whole(EventArguments args, int index, int otherwise) =>
        (int)Math.Clamp(args.Number(index, "page") ?? otherwise, 0, int.MaxValue);
}
