using Kuma.Domain.Heartbeats;

namespace Kuma.Application.Monitoring;

/// <summary>
/// The uptime and ping statistics of one monitor: minutes of a day, hours of a month, days of a year (spec/engine.md section 10). What it holds is
/// authoritative; the stat tables are its copy. Not thread-safe.
/// </summary>
public sealed class UptimeCalculator
{
    private readonly BucketSeries _minutes = new(BucketSize.Minute);
    private readonly BucketSeries _hours = new(BucketSize.Hour);
    private readonly BucketSeries _days = new(BucketSize.Day);

    /// <summary>Counts a beat and returns the three buckets it fell into, as they are now.</summary>
    public TouchedBuckets Add(HeartbeatStatus status, double? ping, DateTimeOffset at)
    {
        var tally = status switch
        {
            HeartbeatStatus.Up => Tally.Up,
            HeartbeatStatus.Maintenance => Tally.Maintenance,
            _ => Tally.Down,
        };
        var seconds = at.ToUnixTimeSeconds();
        return new TouchedBuckets(_minutes.Add(seconds, tally, ping), _hours.Add(seconds, tally, ping), _days.Add(seconds, tally, ping));
    }

    /// <summary>Takes over a bucket from the database; oldest first is fastest.</summary>
    public void Load(BucketSize size, in UptimeBucket bucket) => Series(size).Load(bucket);

    public UptimeFigure Figure(UptimeWindow window, DateTimeOffset now) => Series(window.Size).Figure(now.ToUnixTimeSeconds(), window.Count);

    public IReadOnlyList<UptimeBucket> Buckets(UptimeWindow window, DateTimeOffset now) =>
        Series(window.Size).Export(now.ToUnixTimeSeconds(), window.Count);

    public void Clear()
    {
        _minutes.Clear();
        _hours.Clear();
        _days.Clear();
    }

    private BucketSeries Series(BucketSize size) => size switch
    {
        BucketSize.Minute => _minutes,
        BucketSize.Hour => _hours,
        _ => _days,
    };
}

/// <summary>The buckets that a beat fell into.</summary>
public readonly record struct TouchedBuckets(UptimeBucket Minute, UptimeBucket Hour, UptimeBucket Day);
