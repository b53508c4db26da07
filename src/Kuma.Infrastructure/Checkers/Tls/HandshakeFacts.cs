using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Tls;

/// <summary>
/// What clients are told of certificates, kept by the chain's thumbprints: the same certificates come back at every check, and their description changes
/// once a day.
/// </summary>
internal sealed class HandshakeFacts(TimeProvider time)
{
    // Beyond it everything is forgotten and comes back with the next handshakes.
    private const int MaxKept = 20_000;

    private readonly ConcurrentDictionary<string, (TlsFacts Facts, DateTimeOffset Until)> _kept = new(StringComparer.Ordinal);

    /// <summary>The facts of a handshake; <c>null</c> when the server sent no certificate.</summary>
    /// <param name="chain">As the handshake's verification built it.</param>
    /// <param name="errors">What the verification found.</param>
    /// <param name="withHostname">Whether the facts say if the name matches; ports do not.</param>
    public TlsFacts? Of(X509Chain? chain, SslPolicyErrors errors, bool withHostname)
    {
        if (chain is null || chain.ChainElements.Count == 0)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var key = Key(chain, errors, withHostname);
        if (_kept.TryGetValue(key, out var kept) && now < kept.Until)
        {
            return kept.Facts;
        }

        if (_kept.Count >= MaxKept)
        {
            _kept.Clear();
        }

        var facts = CertificateFacts.Of(chain, errors, withHostname, now);
        _kept[key] = (facts, NextChange(chain, now));
        return facts;
    }

    /// <summary>Why a handshake is refused.</summary>
    public string Refusal(SslStream stream, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        CertificateErrors.Describe(stream.TargetHostName, certificate, chain, errors, time.GetUtcNow());

    private static string Key(X509Chain chain, SslPolicyErrors errors, bool withHostname)
    {
        var leaf = chain.ChainElements[0].Certificate.Thumbprint;
        return chain.ChainElements.Count == 1
            ? $"{(int)errors}{withHostname}{leaf}"
            : $"{(int)errors}{withHostname}{leaf}{string.Concat(chain.ChainElements.Skip(1).Select(element => element.Certificate.Thumbprint))}";
    }

    /// <summary>When the next certificate of the chain has a day less.</summary>
    private static DateTimeOffset NextChange(X509Chain chain, DateTimeOffset now) => now + chain.ChainElements
        .Select(element => new DateTimeOffset(element.Certificate.NotAfter.ToUniversalTime()) - now)
        .Min(left => TimeSpan.FromTicks(left.Ticks > 0 ? left.Ticks % TimeSpan.TicksPerDay + 1 : TimeSpan.TicksPerDay - (-left.Ticks % TimeSpan.TicksPerDay)));
}
