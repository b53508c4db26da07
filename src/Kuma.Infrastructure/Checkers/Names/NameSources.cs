using System.Net;

namespace Kuma.Infrastructure.Checkers.Names;

/// <summary>Whom the system's resolver asks.</summary>
/// <param name="Servers">The name servers, of one address family.</param>
/// <param name="Hosts">The names that the machine's own file has.</param>
internal sealed record NameSources(IReadOnlyList<IPAddress> Servers, IReadOnlySet<string> Hosts)
{
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>Reads files as resolv.conf(5) and hosts(5) describe them; a missing one is an empty one.</summary>
    public static NameSources Read(string resolverFile, string hostsFile)
    {
        var servers = Lines(resolverFile)
            .Where(static words => words is ["nameserver", _, ..])
            .Select(static words => IPAddress.TryParse(words[1], out var address) ? address : null)
            .OfType<IPAddress>()
            .ToList();
        return new NameSources(
            servers.Count == 0 ? [IPAddress.Loopback] : [.. servers.Where(server => server.AddressFamily == servers[0].AddressFamily)],
            Lines(hostsFile).SelectMany(static words => words.Skip(1)).Append("localhost").ToHashSet(StringComparer.OrdinalIgnoreCase));
    }

    private static List<string[]> Lines(string file) =>
        File.Exists(file)
            ? [.. File.ReadLines(file).Select(static line => line.Split('#', ';')[0].Split(Blanks, StringSplitOptions.RemoveEmptyEntries))]
            : [];
}
