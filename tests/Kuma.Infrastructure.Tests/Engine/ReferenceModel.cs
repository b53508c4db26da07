using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;

namespace Kuma.Infrastructure.Tests.Engine;

/// <summary>
/// What a monitor's beats and figures must be, written from spec/engine.md as plainly as possible: it keeps every beat, and works everything out
/// from the beginning each time. Slow, and on purpose unlike the program.
/// </summary>
internal sealed class ReferenceModel
{
    private readonly List<Row> _rows = [];
    private readonly List<Row> _counted = [];
    private readonly Dictionary<int, Row> _touched = [];

    public int MaxRetries { get; set; }

    public int ResendInterval { get; set; }

    public bool UpsideDown { get; set; }

    /// <summary>The beats that must be stored, oldest first.</summary>
    public IReadOnlyList<Row> Rows => _rows;

    /// <summary>How many messages each linked notification must have been owed.</summary>
    public int Notices { get; private set; }

    /// <summary>Sections 4 to 6: a check of the engine's own.</summary>
    public void Check(DateTimeOffset at, bool underMaintenance, bool passed, string message, double? ping)
    {
        var previous = _rows.Count == 0 ? null : _rows[^1];
        var retries = previous?.Retries ?? 0;
        var status = UpsideDown ? HeartbeatStatus.Up : HeartbeatStatus.Down;
        var failed = !passed;
        if (underMaintenance)
        {
            (status, retries, message, ping) = (HeartbeatStatus.Maintenance, 0, "Monitor under maintenance", null);
        }
        else
        {
            if (passed && UpsideDown)
            {
                (status, failed, message) = (HeartbeatStatus.Down, true, "Flip UP to DOWN");
            }
            else if (passed)
            {
                status = HeartbeatStatus.Up;
            }

            if (!failed || status == HeartbeatStatus.Up)
            {
                retries = 0;
            }
            else if (retries < MaxRetries)
            {
                (status, retries) = (HeartbeatStatus.Pending, retries + 1);
            }
            else
            {
                retries++;
            }
        }

        var (important, notify) = Judge(status);
        var downCount = previous?.DownCount ?? 0;
        if (important)
        {
            downCount = 0;
        }
        else if (status == HeartbeatStatus.Down && ResendInterval > 0 && ++downCount >= ResendInterval)
        {
            (downCount, notify) = (0, true);
        }

        Add(new Row(at, status, message, ping, important, retries, downCount), notify);
    }

    /// <summary>Section 7: a push request.</summary>
    public void Push(DateTimeOffset at, bool underMaintenance, bool up, string message)
    {
        var previous = _rows.Count == 0 ? null : _rows[^1];
        var isUp = up != UpsideDown;
        HeartbeatStatus status;
        var retries = 0;
        if (underMaintenance)
        {
            status = HeartbeatStatus.Maintenance;
        }
        else if (isUp)
        {
            status = HeartbeatStatus.Up;
        }
        else if (previous is null)
        {
            (status, retries) = MaxRetries > 0 ? (HeartbeatStatus.Pending, 1) : (HeartbeatStatus.Down, 0);
        }
        else if (previous.Status == HeartbeatStatus.Up)
        {
            (status, retries) = MaxRetries > 0 && previous.Retries < MaxRetries ? (HeartbeatStatus.Pending, previous.Retries + 1) : (HeartbeatStatus.Down, 0);
        }
        else if (previous.Status == HeartbeatStatus.Pending && previous.Retries < MaxRetries)
        {
            (status, retries) = (HeartbeatStatus.Pending, previous.Retries + 1);
        }
        else
        {
            (status, retries) = (HeartbeatStatus.Down, previous.Retries + 1);
        }

        var (important, notify) = Judge(status);
        var downCount = previous?.DownCount ?? 0;
        if (notify)
        {
            downCount = 0;
        }
        else if (!important && status == HeartbeatStatus.Down && ResendInterval > 0 && ++downCount >= ResendInterval)
        {
            (downCount, notify) = (0, true);
        }

        Add(new Row(at, status, message, Ping: null, important, retries, downCount), notify);
    }

    public void ClearEvents()
    {
        for (var i = 0; i < _rows.Count; i++)
        {
            _rows[i] = _rows[i] with { Message = "", Important = false };
        }
    }

    public void ClearHeartbeats()
    {
        _rows.Clear();
        _counted.Clear();
        _touched.Clear();
    }

    /// <summary>What was counted since the start decides an empty window; after a restart nothing was.</summary>
    public void Restart() => _touched.Clear();

    /// <summary>Section 10: the buckets of one size, by start, worked out from every beat that was counted.</summary>
    public SortedDictionary<long, UptimeBucket> Buckets(int seconds)
    {
        var buckets = new SortedDictionary<long, UptimeBucket>();
        foreach (var group in _counted.GroupBy(row => row.Time.ToUnixTimeSeconds() / seconds * seconds))
        {
            buckets[group.Key] = Bucket(group.Key, group);
        }

        return buckets;
    }

    public UptimeFigure Figure(int seconds, int count, DateTimeOffset now)
    {
        var current = now.ToUnixTimeSeconds() / seconds;
        var inside = Buckets(seconds).Values.Where(bucket => bucket.Start / seconds > current - count && bucket.Start / seconds <= current).ToList();
        if (inside.Sum(bucket => bucket.Up + bucket.Down) == 0)
        {
            inside = _touched.TryGetValue(seconds, out var last) ? [Buckets(seconds)[last.Time.ToUnixTimeSeconds() / seconds * seconds]] : [];
        }

        double up = inside.Sum(bucket => bucket.Up);
        double down = inside.Sum(bucket => bucket.Down);
        return up + down == 0
            ? new UptimeFigure(0, null)
            : new UptimeFigure(up / (up + down), up == 0 ? null : inside.Sum(bucket => bucket.AveragePing * bucket.Up) / up);
    }

    private static UptimeBucket Bucket(long start, IEnumerable<Row> rows)
    {
        var (up, down, maintenance, average, least, most) = (0, 0, 0, 0.0, 0.0, 0.0);
        foreach (var row in rows)
        {
            if (row.Status == HeartbeatStatus.Maintenance)
            {
                maintenance++;
            }
            else if (row.Status != HeartbeatStatus.Up)
            {
                down++;
            }
            else if (++up == 1 && row.Ping is { } first)
            {
                (average, least, most) = (first, first, first);
            }
            else if (row.Ping is { } ping)
            {
                average = ((average * (up - 1)) + ping) / up;
                (least, most) = (Math.Min(least, ping), Math.Max(most, ping));
            }
        }

        return new UptimeBucket(start, up, down, maintenance, average, least, most);
    }

    /// <summary>The table of section 6, read against the newest beat that was not PENDING, as docs/compatibility.md says.</summary>
    private (bool Important, bool Notify) Judge(HeartbeatStatus now)
    {
        if (_rows.Count == 0)
        {
            return (true, now == HeartbeatStatus.Down);
        }

        var before = _rows.LastOrDefault(row => row.Status != HeartbeatStatus.Pending)?.Status ?? HeartbeatStatus.Pending;
        var change = $"{before} {now}";
        var important = change is "Up Down" or "Up Maintenance" or "Down Up" or "Down Maintenance" or "Pending Down" or "Maintenance Up" or "Maintenance Down";
        return (important, change is "Up Down" or "Down Up" or "Pending Down" or "Maintenance Down");
    }

    private void Add(Row row, bool notify)
    {
        Notices += notify ? 1 : 0;
        _rows.Add(row);
        _counted.Add(row);
        foreach (var seconds in new[] { 60, 3600, 86_400 })
        {
            _touched[seconds] = row;
        }
    }

    /// <summary>A beat as it must be.</summary>
    internal sealed record Row(DateTimeOffset Time, HeartbeatStatus Status, string? Message, double? Ping, bool Important, int Retries, int DownCount);
}
