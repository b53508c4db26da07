using Kuma.Application.Common;
using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using MediatR;

namespace Kuma.Application.Heartbeats;

/// <summary>The buckets of a monitor's chart, newest first; the current one is always among them.</summary>
public sealed record GetMonitorChartData(Actor Actor, MonitorId? MonitorId, double? Hours) : IQuery<IReadOnlyList<UptimeBucket>>;

internal sealed class GetMonitorChartDataHandler(ILiveBoard board, IMonitorDirectory monitors, TimeProvider time)
    : IRequestHandler<GetMonitorChartData, Result<IReadOnlyList<UptimeBucket>>>
{
    public Task<Result<IReadOnlyList<UptimeBucket>>> Handle(GetMonitorChartData query, CancellationToken cancellationToken) =>
        Task.FromResult(Read(query));

    private static UptimeWindow WindowOf(double hours) => hours switch
    {
        <= 24 => new UptimeWindow(BucketSize.Minute, (int)Math.Clamp(hours * 60, 1, 1440)),
        <= 720 => new UptimeWindow(BucketSize.Hour, (int)hours),
        _ => new UptimeWindow(BucketSize.Day, (int)Math.Clamp(hours / 24, 1, 365)),
    };

    private static int SecondsOf(BucketSize size) => size switch
    {
        BucketSize.Minute => 60,
        BucketSize.Hour => 3600,
        _ => 86_400,
    };

    private Result<IReadOnlyList<UptimeBucket>> Read(GetMonitorChartData query)
    {
        if (query.Hours is not { } hours || double.IsNaN(hours))
        {
            return HistoryErrors.InvalidPeriod;
        }

        if (query.MonitorId is not { } id)
        {
            return HistoryErrors.MonitorNeeded;
        }

        var window = WindowOf(hours);
        var known = monitors.Find(id)?.OwnerId == query.Actor.User;
        var buckets = known ? board.Buckets(id, window) : [];
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var current = now - (now % SecondsOf(window.Size));
        return Result<IReadOnlyList<UptimeBucket>>.FromValue(
            buckets is [{ Start: var newest }, ..] && newest >= current ? buckets : [new UptimeBucket { Start = current }, .. buckets]);
    }
}
