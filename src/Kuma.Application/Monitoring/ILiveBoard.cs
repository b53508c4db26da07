using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;

namespace Kuma.Application.Monitoring;

/// <summary>
/// The read model in memory: what dashboards, status pages, badges and metrics show. Rebuilt from the database in bulk at start, then fed
/// by committed beats. Reads never touch the database and may be called from any thread.
/// </summary>
public interface ILiveBoard
{
    /// <summary>How many beats it keeps of each monitor.</summary>
    const int RecentLength = 100;

    /// <summary>The newest beat; <c>null</c> before the first.</summary>
    Heartbeat? Last(MonitorId id);

    /// <summary>Up to the newest <see cref="RecentLength"/> beats, oldest first.</summary>
    IReadOnlyList<Heartbeat> Recent(MonitorId id);

    /// <summary>Moves whenever <see cref="Recent"/> of a monitor does: what was made of its beats holds as long as this stays.</summary>
    long RecentVersion(MonitorId id);

    /// <summary>Uptime and average ping over a window that ends now (spec/engine.md section 10).</summary>
    UptimeFigure Uptime(MonitorId id, UptimeWindow window);

    /// <summary>The existing buckets of a window, newest first, for charts.</summary>
    IReadOnlyList<UptimeBucket> Buckets(MonitorId id, UptimeWindow window);

    /// <summary>The stored TLS object as JSON text; <c>null</c> when none is stored.</summary>
    string? TlsInfo(MonitorId id);

    /// <summary>Domain expiry of the monitor's target; <c>null</c> when unknown or unsupported.</summary>
    DomainExpiry? Domain(MonitorId id);

    /// <summary>True while the monitor or one of its ancestors is under maintenance.</summary>
    bool UnderMaintenance(MonitorId id);
}

/// <summary>A number of buckets of one size, ending with the current one.</summary>
public readonly record struct UptimeWindow(BucketSize Size, int Count)
{
    public static readonly UptimeWindow Day = new(BucketSize.Minute, 1440);
    public static readonly UptimeWindow Week = new(BucketSize.Hour, 168);
    public static readonly UptimeWindow Month = new(BucketSize.Day, 30);
    public static readonly UptimeWindow Year = new(BucketSize.Day, 365);
}

public enum BucketSize
{
    Minute,
    Hour,
    Day,
}

/// <summary>Uptime 0..1 (0 without data) and average ping in ms (<c>null</c> without data), unrounded.</summary>
public readonly record struct UptimeFigure(double Uptime, double? AveragePing);

/// <summary>One bucket; <paramref name="Start"/> is its first instant in unix seconds, UTC.</summary>
public readonly record struct UptimeBucket(long Start, int Up, int Down, int Maintenance, double AveragePing, double MinPing, double MaxPing);

/// <summary>When a registered domain ends.</summary>
public sealed record DomainExpiry(string Domain, DateTimeOffset ExpiresAt, int DaysRemaining);
