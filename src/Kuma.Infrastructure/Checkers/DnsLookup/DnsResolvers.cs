using System.Net;
using System.Net.Sockets;
using Kuma.Application.Monitoring;
using Kuma.Infrastructure.Checkers.Names;

namespace Kuma.Infrastructure.Checkers.DnsLookup;

/// <summary>The name servers of a DNS monitor: addresses as they are, names looked up by the system.</summary>
internal static class DnsResolvers
{
    /// <exception cref="CheckFailedException">The list is empty, or nothing in it can be found.</exception>
    public static async Task<IPAddress[]> ResolveAsync(string? list, CancellationToken cancellationToken)
    {
        var entries = string.Concat((list ?? "").Where(c => !char.IsWhiteSpace(c))).Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (entries.Length == 0)
        {
            throw new CheckFailedException(
                "No Resolver Servers specified. Please specify at least one resolver server like 1.1.1.1 or a hostname");
        }

        var found = await Task.WhenAll(entries.Select(entry => LookUpAsync(entry, cancellationToken)));
        IPAddress[] addresses = [.. found.SelectMany(one => one).Distinct()];
        return addresses.Length > 0
            ? addresses
            : throw new CheckFailedException(
                "None of the configured resolver servers could be resolved to an IP address. Please provide a comma-separated list of "
                + "valid resolver hostnames or IP addresses.");
    }

    private static async Task<IPAddress[]> LookUpAsync(string entry, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(entry.Trim('[', ']'), out var address))
        {
            return [address];
        }

        try
        {
            return await HostNames.Shared.FindAsync(entry, AddressFamily.Unspecified, cancellationToken);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            return [];
        }
    }
}
