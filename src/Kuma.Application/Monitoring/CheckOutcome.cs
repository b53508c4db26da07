using Kuma.Domain.Heartbeats;

namespace Kuma.Application.Monitoring;

/// <summary>What a check found, before retries, upside-down and importance are applied (that is <c>BeatPolicy</c>'s work).</summary>
public sealed record CheckOutcome
{
    /// <summary>UP for a passed check. <c>group</c> and <c>manual</c> may say PENDING, MAINTENANCE or DOWN without an error.</summary>
    public required HeartbeatStatus Status { get; init; }

    /// <summary>True when the check failed: retries apply. A checker normally throws instead of setting it.</summary>
    public bool IsError { get; init; }

    public string? Message { get; init; }

    /// <summary>Milliseconds.</summary>
    public double? Ping { get; init; }

    /// <summary>The body to keep, as text, already cut to the monitor's limit.</summary>
    public string? Response { get; init; }

    /// <summary>Certificate facts of the TLS handshake of this check; <c>null</c> when there was none.</summary>
    public TlsFacts? Tls { get; init; }

    /// <summary>A DNS answer to remember on the monitor; <c>null</c> leaves it.</summary>
    public string? DnsResult { get; init; }

    public static CheckOutcome Up(string? message, double? ping = null) =>
        new() { Status = HeartbeatStatus.Up, Message = message, Ping = ping };

    public static CheckOutcome Failed(string? message, double? ping = null) =>
        new() { Status = HeartbeatStatus.Down, IsError = true, Message = message, Ping = ping };
}

/// <summary>A failed check. <see cref="Exception.Message"/> becomes the heartbeat's message.</summary>
public sealed class CheckFailedException : Exception
{
    public CheckFailedException(string message)
        : base(message)
    {
    }

    public CheckFailedException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public CheckFailedException()
    {
    }

    public double? Ping { get; init; }

    public string? Response { get; init; }

    public TlsFacts? Tls { get; init; }
}

/// <summary>The TLS facts of a handshake, as stored and sent to clients (spec/engine.md section 8).</summary>
/// <param name="Json">The whole object as JSON text; goes out as it is.</param>
/// <param name="Valid">Whether the chain was trusted.</param>
/// <param name="Fingerprint256">The leaf's SHA-256, upper-case colon hex.</param>
/// <param name="DaysRemaining">Whole days until the leaf expires; negative when past.</param>
/// <param name="ValidTo">When the leaf expires.</param>
/// <param name="Chain">From the leaf up; for expiry notices.</param>
public sealed record TlsFacts(
    string Json, bool Valid, string Fingerprint256, int DaysRemaining, DateTimeOffset ValidTo, IReadOnlyList<TlsCertificate> Chain);

/// <summary>One certificate of a chain.</summary>
public sealed record TlsCertificate(string CommonName, string CertType, int DaysRemaining, string Fingerprint256);
