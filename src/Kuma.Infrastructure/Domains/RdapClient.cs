using System.Net;
using System.Text.Json;

namespace Kuma.Infrastructure.Domains;

/// <summary>Asks registries over RDAP (RFC 9082, RFC 9083); only what status 200 brings counts.</summary>
internal sealed class RdapClient : IDisposable
{
    private const long MostBytes = 4 * 1024 * 1024;

    private readonly HttpClient _http;

    public RdapClient(DomainOptions options) =>
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), MaxAutomaticRedirections = 5 })
        {
            Timeout = options.Patience,
            MaxResponseContentBufferSize = MostBytes,
            DefaultRequestHeaders = { { "Accept", "application/rdap+json, application/json" } },
        };

    /// <summary>The object at an address; <c>null</c> for another status or what is not JSON.</summary>
    /// <exception cref="HttpRequestException">There is no answer.</exception>
    public async Task<JsonElement?> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(address, cancellationToken);
            if (response.StatusCode is not HttpStatusCode.OK)
            {
                return null;
            }

            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"{address.Host} did not answer in time.", e);
        }
    }

    /// <summary>When a domain ends, by the registry at <paramref name="server"/>; <c>null</c> when it does not say.</summary>
    /// <exception cref="HttpRequestException">There is no answer.</exception>
    public async Task<DateTimeOffset?> ExpiryAsync(Uri server, string domain, CancellationToken cancellationToken)
    {
        var answer = await GetAsync(new Uri(server, $"domain/{domain}"), cancellationToken);
        if (answer is not { ValueKind: JsonValueKind.Object } found
            || !found.TryGetProperty("events", out var events) || events.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }

        foreach (var item in events.EnumerateArray())
        {
            if (item.ValueKind is JsonValueKind.Object && item.TryGetProperty("eventAction", out var action)
                && action.ValueKind is JsonValueKind.String && action.GetString() is "expiration")
            {
                return item.TryGetProperty("eventDate", out var date) && date.ValueKind is JsonValueKind.String && date.TryGetDateTimeOffset(out var end)
                    ? end.ToUniversalTime()
                    : null;
            }
        }

        return null;
    }

    public void Dispose() => _http.Dispose();
}
