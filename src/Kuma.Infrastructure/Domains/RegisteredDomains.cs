using Kuma.Application.Domains;
using Kuma.Application.Monitoring;
using Microsoft.Extensions.Logging;

namespace Kuma.Infrastructure.Domains;

/// <summary>When registered domains end: asked of their registries once a day at the most, and remembered.</summary>
internal sealed partial class RegisteredDomains(
    RdapServers servers, RdapClient client, DomainExpiries stored, TimeProvider time, ILogger<RegisteredDomains> logger)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(1);

    /// <summary>The end of a domain; <c>null</c> when nobody said.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="mayAsk">False to tell only what is remembered.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DomainExpiry?> FindAsync(DomainName domain, bool mayAsk, CancellationToken cancellationToken)
    {
        var known = await stored.FindAsync(domain.Name, cancellationToken);
        var end = known?.Expiry;
        if (mayAsk && (known?.LastCheck is not { } checkedAt || time.GetUtcNow() - checkedAt >= MaxAge))
        {
            end = await AskAsync(domain, cancellationToken) ?? end;
            await stored.SaveAsync(domain.Name, end, time.GetUtcNow(), cancellationToken);
        }

        return end is { } instant ? new DomainExpiry(domain.Name, instant, (int)(instant - time.GetUtcNow()).TotalDays) : null;
    }

    private async Task<DateTimeOffset?> AskAsync(DomainName domain, CancellationToken cancellationToken)
    {
        if (await servers.FindAsync(domain.Tld, cancellationToken) is not { } server)
        {
            return null;
        }

        try
        {
            return await client.ExpiryAsync(server, domain.Name, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            Log.NotAnswered(logger, domain.Name, server, e);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4010, LogLevel.Information, "The registry at {Server} did not answer for {Domain}")]
        public static partial void NotAnswered(ILogger logger, string domain, Uri server, Exception exception);
    }
}
