namespace Kuma.Infrastructure.Domains;

/// <summary>Where the ends of domains are asked for.</summary>
public sealed record DomainOptions
{
    /// <summary>IANA's list of registries' servers.</summary>
    public Uri Bootstrap { get; init; } = new("https://data.iana.org/rdap/dns.json");

    /// <summary>How long an answer of a server may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);
}
