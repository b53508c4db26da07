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
    private const int BeatsAtOnce = 500;
    private const int HistoriesAtOnce = 200;

    /// <summary>The certificate and the domain that clients with the lean feed have; read and written by the loop alone.</summary>
    private readonly Dictionary<MonitorId, (string? Tls, DomainExpiry? Domain)> _told = [];

    // When it is full the oldest beat is dropped from the live feed (never from the database): a dashboard that cannot keep up skips beats.
    private readonly Channel<BeatNotice> _queue = Channel.CreateBounded<BeatNotice>(
        new BoundedChannelOptions(50_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public async Task OnAsync(IDomainEvent domainEvent, CancellationToken cancellationToken)
    {
        if (domainEvent is HeartbeatsCleared cleared && directory.Find(cleared.MonitorId)?.OwnerId is { } user)
        {
            await io.To(Rooms.Of(user)).EmitAsync(ServerEvents.HeartbeatList, cleared.MonitorId.Value, Array.Empty<int>(), true);
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
            MonitorEdited { IsAnnounced: true } edited => edited.MonitorId,
            MonitorPaused paused => paused.MonitorId,
            MonitorResumed resumed => resumed.MonitorId,
            MonitorUnlinked unlinked => unlinked.MonitorId,
            MonitorLinksChanged linked => linked.MonitorId,
            _ => null,
        };
        if (changed is { } id && await views.FindAsync(id, cancellationToken) is { Monitor.OwnerId: { } owner } view)
        {
            await io.To(Rooms.Of(owner)).EmitAsync(ServerEvents.UpdateMonitorIntoList, new RawJson(MonitorWriter.Keyed([view])));
        }
    }

    public async Task MonitorListAsync(UserId user, CancellationToken cancellationToken)
    {
        var list = await views.ListAsync(user, cancellationToken);
        if (Full(user) is { } full)
        {
            await full.EmitAsync(ServerEvents.MonitorList, new RawJson(MonitorWriter.Keyed(list)));
        }

        if (Lean(user) is { } lean)
        {
            await lean.EmitAsync(ServerEvents.LeanMonitors, new RawJson(LeanWriter.Defaults), new RawJson(LeanWriter.Monitors(list)));
        }
    }

    /// <summary>The monitors, at sign-in: in the full feed all of the user's clients hear of them, in the lean one the caller alone.</summary>
    public async Task MonitorListAsync(ClientSession session, UserId user, CancellationToken cancellationToken)
    {
        if (!session.IsLean)
        {
            await MonitorListAsync(user, cancellationToken);
            return;
        }

        var list = await views.ListAsync(user, cancellationToken);
        await session.Socket.EmitAsync(ServerEvents.LeanMonitors, new RawJson(LeanWriter.Defaults), new RawJson(LeanWriter.Monitors(list)));
    }

    /// <summary>Beats and figures of all monitors for a client with the lean feed, some hundred at a time.</summary>
    public async Task HistoriesAsync(ClientSession session, IEnumerable<MonitorId> monitors, CancellationToken cancellationToken)
    {
        foreach (var some in monitors.Chunk(HistoriesAtOnce))
        {
            await session.Socket.EmitAsync(ServerEvents.LeanHistory, new RawJson(LeanWriter.Histories(some, board)));
            foreach (var id in some)
            {
                await FactsAsync((told, args) => session.Socket.EmitAsync(told, args), id);
            }

            await session.Socket.FlushAsync(cancellationToken);
        }
    }

    /// <summary>Tells that a monitor is gone; its id is a number, or text where the client sent text.</summary>
    public ValueTask MonitorDeletedAsync(UserId user, object id) => io.To(Rooms.Of(user)).EmitAsync(ServerEvents.DeleteMonitorFromList, id);

    /// <summary>The 24-hour average, the three uptimes, certificate and domain facts of a monitor.</summary>
    public ValueTask StatisticsAsync(Socket socket, MonitorId id) => StatisticsAsync((told, args) => socket.EmitAsync(told, args), id);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = beats.Subscribe(notice => _queue.Writer.TryWrite(notice));
        List<BeatNotice> notices = [];
        while (await _queue.Reader.WaitToReadAsync(stoppingToken))
        {
            notices.Clear();
            try
            {
                await TellAsync(notices);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // No memory for what goes around the beats; clients skip these, the feed goes on.
                Log.BeatsNotSent(logger, notices.Count, e);
            }
        }
    }

    private async Task TellAsync(List<BeatNotice> notices)
    {
        while (notices.Count < BeatsAtOnce && _queue.Reader.TryRead(out var notice))
        {
            notices.Add(notice);
            await GuardedAsync(notice, () => TellAsync(notice));
        }

        foreach (var ofOwner in notices.Where(notice => notice.Owner is not null).GroupBy(notice => notice.Owner!.Value))
        {
            await GuardedAsync(ofOwner.First(), () => TellLeanAsync(ofOwner.Key, ofOwner));
        }
    }

    private delegate ValueTask Emit(ServerEvent told, params object?[] args);

    private async ValueTask StatisticsAsync(Emit emit, MonitorId id)
    {
        var day = board.Uptime(id, UptimeWindow.Day);
        double? average = day.AveragePing is { } ping && Math.Round(ping, 2, MidpointRounding.AwayFromZero) is var rounded and not 0 ? rounded : null;
        await emit(ServerEvents.AvgPing, id.Value, average);
        await emit(ServerEvents.Uptime, id.Value, 24, day.Uptime);
        await emit(ServerEvents.Uptime, id.Value, 720, board.Uptime(id, UptimeWindow.Month).Uptime);
        await emit(ServerEvents.Uptime, id.Value, "1y", board.Uptime(id, UptimeWindow.Year).Uptime);
        await FactsAsync(emit, id);
    }

    private async ValueTask TellAsync(BeatNotice notice)
    {
        if (notice.Owner is not { } owner || io.RoomSize(Rooms.Of(owner)) == 0)
        {
            return;
        }

        if (notice.Beat.Important && !notice.FromPush)
        {
            await maintenances.SendAsync(owner); // As in the original: a maintenance may be the reason of the news.
        }

        if (Full(owner) is { } full)
        {
            await full.EmitAsync(ServerEvents.Heartbeat, new RawJson(BeatWriter.Live(notice.Beat, timezone)));
            await StatisticsAsync((told, args) => full.EmitAsync(told, args), notice.Beat.MonitorId);
        }
    }

    /// <summary>What came in together goes out in one event; certificates and domains only when they changed.</summary>
    private async ValueTask TellLeanAsync(UserId owner, IEnumerable<BeatNotice> notices)
    {
        if (Lean(owner) is not { } lean)
        {
            return;
        }

        await lean.EmitAsync(ServerEvents.LeanBeats, new RawJson(LeanWriter.Beats(notices.Select(notice => notice.Beat), board)));
        foreach (var id in notices.Select(notice => notice.Beat.MonitorId).Distinct())
        {
            var facts = (board.TlsInfo(id), board.Domain(id));
            if (_told.TryGetValue(id, out var told) && told == facts)
            {
                continue;
            }

            _told[id] = facts;
            await FactsAsync((told, args) => lean.EmitAsync(told, args), id);
        }
    }

    /// <summary>Certificate and domain of a monitor, where they are known.</summary>
    private async ValueTask FactsAsync(Emit emit, MonitorId id)
    {
        if (board.TlsInfo(id) is { } tls)
        {
            await emit(ServerEvents.CertInfo, id.Value, tls);
        }

        if (board.Domain(id) is { } domain)
        {
            await emit(ServerEvents.DomainInfo, id.Value, domain.DaysRemaining, domain.ExpiresAt.UtcDateTime);
        }
    }

    private async ValueTask GuardedAsync(BeatNotice notice, Func<ValueTask> tell)
    {
        try
        {
            await tell();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.BeatNotSent(logger, notice.Beat.MonitorId.Value, e);
        }
    }

    /// <summary>The user's clients with the full feed; <c>null</c> when there are none.</summary>
    private BroadcastOperator? Full(UserId user) => io.RoomSize(Rooms.Of(user)) > io.RoomSize(Rooms.LeanOf(user))
        ? io.To(Rooms.Of(user)).Except(Rooms.LeanOf(user))
        : null;

    /// <summary>The user's clients with the lean feed; <c>null</c> when there are none.</summary>
    private BroadcastOperator? Lean(UserId user) => io.RoomSize(Rooms.LeanOf(user)) > 0 ? io.To(Rooms.LeanOf(user)) : null;

    private static partial class Log
    {
        [LoggerMessage(EventId = 3010, Level = LogLevel.Warning, Message = "A heartbeat of monitor {Monitor} could not be sent to clients.")]
        public static partial void BeatNotSent(ILogger logger, int monitor, Exception exception);

        [LoggerMessage(EventId = 3011, Level = LogLevel.Warning, Message = "{Count} heartbeats could not be sent to clients.")]
        public static partial void BeatsNotSent(ILogger logger, int count, Exception exception);
    }
}
