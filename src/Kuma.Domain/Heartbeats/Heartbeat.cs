using Kuma.Domain.Common;

namespace Kuma.Domain.Heartbeats;

/// <summary>One observation of a monitor, as it is stored and sent to clients.</summary>
public sealed record Heartbeat
{
    /// <summary>The stored row's id; 0 until the beat has been committed.</summary>
    public long Id { get; init; }

    public required MonitorId MonitorId { get; init; }

    public required HeartbeatStatus Status { get; init; }

    /// <summary>The start of the check, in UTC, with millisecond precision.</summary>
    public required DateTimeOffset Time { get; init; }

    public DateTimeOffset? EndTime { get; init; }

    public string? Message { get; init; }

    /// <summary>Response time in milliseconds, fractions kept; <c>null</c> when the check had none.</summary>
    public double? Ping { get; init; }

    /// <summary>True when the state changed in a way that people want to hear of (spec/engine.md section 6).</summary>
    public bool Important { get; init; }

    /// <summary>Seconds since the previous beat, for push monitors; <c>null</c> for the others.</summary>
    public int? Duration { get; init; }

    /// <summary>Consecutive failures so far.</summary>
    public int Retries { get; init; }

    /// <summary>Consecutive DOWN beats since the last notification, for resending.</summary>
    public int DownCount { get; init; }

    /// <summary>The saved response body, Brotli-compressed UTF-8.</summary>
    public byte[]? Response { get; init; }
}
