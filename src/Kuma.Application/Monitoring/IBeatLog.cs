using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;

namespace Kuma.Application.Monitoring;

/// <summary>The only writer of heartbeats.</summary>
public interface IBeatLog
{
    /// <summary>
    /// Queues a beat with its effects for the next batch. The task ends when the batch has been committed, and only then has the beat been
    /// acknowledged; it fails with <see cref="BeatLogFullException"/> when the buffer is full because the database has been away too long.
    /// </summary>
    Task WriteAsync(BeatRecord record, CancellationToken cancellationToken);
}

/// <summary>A beat and what is stored with it in the same transaction.</summary>
public sealed record BeatRecord
{
    public required Heartbeat Beat { get; init; }

    public UserId? Owner { get; init; }

    public bool FromPush { get; init; }

    /// <summary>True when the linked notifications are to be told: an outbox row is inserted per linked notification.</summary>
    public bool Notify { get; init; }

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
