using System.Threading.Channels;
using Kuma.Application.Common;
using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Application.Settings;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;
using Kuma.Web.Contracts;
using SocketIO.Core;

namespace Kuma.Web.Sockets;

/// <summary>Everything that the server tells signed-in clients on its own: live beats with their statistics, and changed monitors.</summary>
internal sealed partial class ClientFeed(
    SocketIOServer io, IBeatFeed beats, ILiveBoard board, IMonitorViews views, IMonitorDirectory directory, IServerTimezone timezone,
    MaintenanceList maintenances, ILogger<ClientFeed> logger)
    : BackgroundService, IDomainEventListener
{
    // When it is full the oldest beat is dropped from the live feed (never from the database): a dashboard that cannot keep up skips beats.
    private readonly Channel<BeatNotice> _queue = Channel.CreateBounded<BeatNotice>(
        new BoundedChannelOptions(50_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public async Task OnAsync(IDomainEvent domainEvent, CancellationToken cancellationToken)
    {
        if (domainEvent is HeartbeatsCleared cleared && directory.Find(cleared.MonitorId)?.OwnerId is { } user)
        {
            await io.To(Rooms.Of(user)).EmitAsync("heartbeatList", cleared.MonitorId.Value, Array.Empty<int>(), true);
            return;
        }

        if (domainEvent is OwnedListChanged { List: OwnedList.Monitors } all)
        {
            await MonitorListAsync(all.Owner, cancellationToken);
            return;
        }

        MonitorId? changed = domainEvent switch
        {
            MonitorAdded added => added.MonitorId,
            MonitorEdited edited => edited.MonitorId,
            MonitorPaused paused => paused.MonitorId,
            MonitorResumed resumed => resumed.MonitorId,
            MonitorUnlinked unlinked => unlinked.MonitorId,
            MonitorLinksChanged linked => linked.MonitorId,
            _ => null,
        };
        if (changed is { } id && await views.FindAsync(id, cancellationToken) is { Monitor.OwnerId: { } owner } view)
        {
            await io.To(Rooms.Of(owner)).EmitAsync("updateMonitorIntoList", new RawJson(MonitorWriter.Keyed([view])));
        }
    }

    public async Task MonitorListAsync(UserId user, CancellationToken cancellationToken) =>
        await io.To(Rooms.Of(user)).EmitAsync(
            "monitorList", new RawJson(MonitorWriter.Keyed(await views.ListAsync(user, cancellationToken))));

    public ValueTask MonitorDeletedAsync(UserId user, MonitorId id) =>
        io.To(Rooms.Of(user)).EmitAsync("deleteMonitorFromList", id.Value);

    /// <summary>The 24-hour average, the three uptimes, certificate and domain facts of a monitor.</summary>
    public ValueTask StatisticsAsync(Socket socket, MonitorId id) => StatisticsAsync((name, args) => socket.EmitAsync(name, args), id);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = beats.Subscribe(notice => _queue.Writer.TryWrite(notice));
        await foreach (var notice in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await TellAsync(notice);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.BeatNotSent(logger, notice.Beat.MonitorId.Value, e);
            }
        }
    }

    private delegate ValueTask Emit(string name, params object?[] args);

    private async ValueTask StatisticsAsync(Emit emit, MonitorId id)
    {
        var day = board.Uptime(id, UptimeWindow.Day);
        double? average = day.AveragePing is { } ping && Math.Round(ping, 2, MidpointRounding.AwayFromZero) is var rounded and not 0 ? rounded : null;
        await emit("avgPing", id.Value, average);
        await emit("uptime", id.Value, 24, day.Uptime);
        await emit("uptime", id.Value, 720, board.Uptime(id, UptimeWindow.Month).Uptime);
        await emit("uptime", id.Value, "1y", board.Uptime(id, UptimeWindow.Year).Uptime);
        if (board.TlsInfo(id) is { } tls)
        {
            await emit("certInfo", id.Value, tls);
        }

        if (board.Domain(id) is { } domain)
        {
            await emit("domainInfo", id.Value, domain.DaysRemaining, domain.ExpiresAt.UtcDateTime);
        }
    }

    private async ValueTask TellAsync(BeatNotice notice)
    {
        if (notice.Owner is not { } owner || Rooms.Of(owner) is var room && io.RoomSize(room) == 0)
        {
            return;
        }

        if (notice.Beat.Important && !notice.FromPush)
        {
            await maintenances.SendAsync(owner); // As in the original: a maintenance may be the reason of the news.
        }

        await io.To(room).EmitAsync("heartbeat", new RawJson(BeatWriter.Live(notice.Beat, timezone)));
        await StatisticsAsync((name, args) => io.To(room).EmitAsync(name, args), notice.Beat.MonitorId);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2010, Level = LogLevel.Warning, Message = "A heartbeat of monitor {Monitor} could not be sent to clients.")]
        public static partial void BeatNotSent(ILogger logger, int monitor, Exception exception);
    }
}
