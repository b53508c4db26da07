using System.Text.Json;
using Kuma.Application.Domains;
using Kuma.Application.Settings;
using Microsoft.Extensions.Logging;

namespace Kuma.Infrastructure.Domains;

/// <summary>
/// Which registry answers for a top-level domain: IANA's list, fetched once a week, the last one kept in the settings. While it cannot be had, the
/// kept one serves, then a short one of our own; the next try comes after a day.
/// </summary>
internal sealed partial class RdapServers(ISettingStore settings, RdapClient client, RdapRegistries usual, DomainOptions options, TimeProvider time, ILogger<RdapServers> logger)
    : IRdapRegistries
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(7);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromDays(1);

    /// <summary>Large registries, for a first start without a way to IANA.</summary>
    private static readonly Dictionary<string, Uri> Large = new(StringComparer.OrdinalIgnoreCase)
    {
        ["com"] = new("https://rdap.verisign.com/com/v1/"),
        ["net"] = new("https://rdap.verisign.com/net/v1/"),
        ["org"] = new("https://rdap.publicinterestregistry.org/rdap/"),
        ["info"] = new("https://rdap.identitydigital.services/rdap/"),
        ["dev"] = new("https://pubapi.registry.google/rdap/"),
        ["app"] = new("https://pubapi.registry.google/rdap/"),
        ["fr"] = new("https://rdap.nic.fr/"),
        ["nl"] = new("https://rdap.sidn.nl/"),
        ["uk"] = new("https://rdap.nominet.uk/uk/"),
        ["ca"] = new("https://rdap.ca.fury.ca/rdap/"),
        ["br"] = new("https://rdap.registro.br/"),
        ["cz"] = new("https://rdap.nic.cz/"),
        ["no"] = new("https://rdap.norid.no/"),
    };

    private readonly Lock _gate = new();
    private volatile Dictionary<string, Uri>? _list;
    private DateTimeOffset _nextFetch = DateTimeOffset.MinValue;

    /// <summary>The server for a top-level domain; <c>null</c> when its registry has none.</summary>
    public async ValueTask<Uri?> FindAsync(string tld, CancellationToken cancellationToken)
    {
        _list ??= Read(await settings.GetAsync(SettingKeys.RdapDnsData, cancellationToken));
        if (IsMyTurn())
        {
            await FetchAsync(cancellationToken);
        }

        return (_list ?? Large).GetValueOrDefault(tld);
    }

    public bool Serve(string tld) => _list?.ContainsKey(tld) ?? usual.Serve(tld);

    /// <summary>True for one caller when it is time to fetch; the others use what is there.</summary>
    private bool IsMyTurn()
    {
        lock (_gate)
        {
            if (time.GetUtcNow() < _nextFetch)
            {
                return false;
            }

            _nextFetch = time.GetUtcNow() + RetryAfter;
            return true;
        }
    }

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            var list = await client.GetAsync(options.Bootstrap, cancellationToken);
            if (Read(list) is not { } servers)
            {
                Log.ListUnreadable(logger, options.Bootstrap);
                return;
            }

            (_list, _nextFetch) = (servers, time.GetUtcNow() + MaxAge);
            await settings.SetInternalAsync(SettingKeys.RdapDnsData, list!.Value, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            Log.ListNotFetched(logger, options.Bootstrap, e);
        }
    }

    private static Dictionary<string, Uri>? Read(JsonElement? list)
    {
        if (list is not { ValueKind: JsonValueKind.Object } root
            || !root.TryGetProperty("services", out var services) || services.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }

        var servers = new Dictionary<string, Uri>(StringComparer.OrdinalIgnoreCase);
        foreach (var service in services.EnumerateArray())
        {
            if (service.ValueKind is JsonValueKind.Array && service.GetArrayLength() >= 2
                && Texts(service[1]).FirstOrDefault() is { } address && Uri.TryCreate(WithSlash(address), UriKind.Absolute, out var server))
            {
                foreach (var tld in Texts(service[0]))
                {
                    servers.TryAdd(tld, server);
                }
            }
        }

        return servers.Count > 0 ? servers : null;
    }

    private static IEnumerable<string> Texts(JsonElement array) =>
        array.ValueKind is JsonValueKind.Array
            ? array.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!)
            : [];

    private static string WithSlash(string address) => address.EndsWith('/') ? address : address + "/";

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Warning, "The list of registries could not be fetched from {Address}; the last one is used")]
        public static partial void ListNotFetched(ILogger logger, Uri address, Exception exception);

        [LoggerMessage(4002, LogLevel.Warning, "The list of registries at {Address} could not be read; the last one is used")]
        public static partial void ListUnreadable(ILogger logger, Uri address);
    }
}
