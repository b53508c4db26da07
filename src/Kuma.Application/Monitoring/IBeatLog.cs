using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;

namespace Kuma.Application.Monitoring;

/// <summary>The only writer of heartbeats and statistics; what is asked of it is done in the order of the calls.</summary>
public interface IBeatLog
{
    /// <summary>
    /// Queues a beat with its effects for the next batch. The task ends when the batch has been committed, and only then has the beat been
    /// acknowledged. It has already failed with <see cref="BeatLogFullException"/> on return when the buffer is full because the database has
    /// been away too long; it fails with <see cref="MonitorGoneException"/> when the monitor was deleted meanwhile.
    /// </summary>
    Task WriteAsync(BeatRecord record, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the messages and the importance from all beats of a monitor. Like the other clearings it is queued on return, or has failed with
    /// <see cref="BeatLogFullException"/>; the task ends with its commit.
    /// </summary>
    Task ClearEventsAsync(MonitorId id);

    /// <summary>Deletes all beats and statistics of some monitors, in the database and on the live board.</summary>
    Task ClearHeartbeatsAsync(IReadOnlyCollection<MonitorId> ids);

    /// <summary>Deletes all beats and statistics there are.</summary>
    Task ClearAllAsync();
}

/// <summary>A beat and what is stored with it in the same transaction.</summary>
public sealed record BeatRecord
{
    public required Heartbeat Beat { get; init; }

    /// <summary>The monitor as it was when the beat was made: its owner sees the beat, its name and settings go into notifications.</summary>
    public required Monitor Monitor { get; init; }

    public UserId? Owner => Monitor.OwnerId;

    public bool FromPush { get; init; }

    /// <summary>True when the linked notifications are to be told: an outbox row is inserted per linked notification.</summary>
    public bool Notify { get; init; }

    /// <summary>When the newest important DOWN beat before this one began; goes into the message of a recovery.</summary>
    public DateTimeOffset? LastDownTime { get; init; }

    public TlsFacts? Tls { get; init; }

    public string? DnsResult { get; init; }
}

/// <summary>The database has been away so long that the buffer of unwritten beats is full.</summary>
public sealed class BeatLogFullException : Exception
{
    public BeatLogFullException()
        : base("The database is not reachable and the buffer of unwritten heartbeats is full.")
    {
    }

    public BeatLogFullException(string message)
        : base(message)
    {
    }

    public BeatLogFullException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>The monitor of a queued beat was deleted before the beat could be stored.</summary>
public sealed class MonitorGoneException : Exception
{
    public MonitorGoneException()
        : base("The monitor was deleted.")
    {
    }

    public MonitorGoneException(string message)
        : base(message)
    {
    }

    public MonitorGoneException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
