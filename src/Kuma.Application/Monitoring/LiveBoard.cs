using System.Collections.Concurrent;
using Kuma.Application.Maintenance;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;

namespace Kuma.Application.Monitoring;

/// <summary>The read model in memory. The beat log writes it, after each commit; everybody else reads.</summary>
public sealed class LiveBoard(TimeProvider time, IMaintenanceCalendar maintenance) : ILiveBoard
{
    private readonly ConcurrentDictionary<MonitorId, Row> _rows = new();

    /// <summary>The monitors that have anything to show.</summary>
    public IReadOnlyCollection<MonitorId> Ids => [.. _rows.Keys];

    public Heartbeat? Last(MonitorId id) => Read(id, static row => row.Beats.Last, or: null);

    public IReadOnlyList<Heartbeat> Recent(MonitorId id) => Read<IReadOnlyList<Heartbeat>>(id, static row => row.Beats.ToArray(), or: []);

    public long RecentVersion(MonitorId id) => Read(id, static row => row.Beats.Version, or: 0);

    public UptimeFigure Uptime(MonitorId id, UptimeWindow window)
    {
        if (!_rows.TryGetValue(id, out var row))
        {
            return default;
        }

        lock (row.Gate)
        {
            return row.Uptime.Figure(window, time.GetUtcNow());
        }
    }

    public IReadOnlyList<UptimeBucket> Buckets(MonitorId id, UptimeWindow window)
    {
        if (!_rows.TryGetValue(id, out var row))
        {
            return [];
        }

        lock (row.Gate)
        {
            return row.Uptime.Buckets(window, time.GetUtcNow());
        }
    }

    public string? TlsInfo(MonitorId id) => Read(id, static row => row.Tls, or: null);

    public DomainExpiry? Domain(MonitorId id) => Read(id, static row => row.Domain, or: null);

    public bool UnderMaintenance(MonitorId id) => maintenance.IsUnderMaintenance(id);

    /// <summary>Counts a beat in the statistics, when its batch is made.</summary>
    public TouchedBuckets Count(Heartbeat beat)
    {
        var row = Of(beat.MonitorId);
        lock (row.Gate)
        {
            return row.Uptime.Add(beat.Status, beat.Ping, beat.EndTime ?? beat.Time);
        }
    }

    /// <summary>Shows a beat, after its commit or while loading (oldest first).</summary>
    public void Show(Heartbeat beat)
    {
        var row = Of(beat.MonitorId);
        lock (row.Gate)
        {
            row.Beats.Add(beat);
        }
    }

    public void LoadBucket(MonitorId id, BucketSize size, in UptimeBucket bucket)
    {
        var row = Of(id);
        lock (row.Gate)
        {
            row.Uptime.Load(size, bucket);
        }
    }

    public void SetTls(MonitorId id, string? json) => Of(id).Tls = json;

    public void SetDomain(MonitorId id, DomainExpiry? expiry) => Of(id).Domain = expiry;

    public void ClearEvents(MonitorId id)
    {
        var row = Of(id);
        lock (row.Gate)
        {
            row.Beats.ClearEvents();
        }
    }

    public void ClearHeartbeats(IEnumerable<MonitorId> ids)
    {
        foreach (var row in ids.Select(Of))
        {
            lock (row.Gate)
            {
                row.Beats.Clear();
                row.Uptime.Clear();
            }
        }
    }

    public void ClearAll() => ClearHeartbeats(_rows.Keys);

    public void Forget(MonitorId id) => _rows.TryRemove(id, out _);

    private Row Of(MonitorId id) => _rows.GetOrAdd(id, static key => new Row(key));

    private T Read<T>(MonitorId id, Func<Row, T> read, T or)
    {
        if (!_rows.TryGetValue(id, out var row))
        {
            return or;
        }

        lock (row.Gate)
        {
            return read(row);
        }
    }

    private sealed class Row(MonitorId id)
    {
        public Lock Gate { get; } = new();

        public BeatRing Beats { get; } = new(id);

        public UptimeCalculator Uptime { get; } = new();

        public string? Tls { get; set; }

        public DomainExpiry? Domain { get; set; }
    }
}
