namespace Kuma.Application.Domains;

/// <summary>A domain that somebody registered, such as <c>example.co.uk</c>.</summary>
/// <param name="Name">The registrable domain, lower case, in its ASCII form.</param>
/// <param name="Tld">Its last label.</param>
public sealed record DomainName(string Name, string Tld);

/// <summary>Whether the end of a monitor's domain can be watched: a domain, or a reason against.</summary>
public sealed record DomainSupport
{
    private static readonly Dictionary<string, string> NoMeta = [];

    private DomainSupport()
    {
    }

    /// <summary>The domain; <c>null</c> when it cannot be watched.</summary>
    public DomainName? Domain { get; private init; }

    /// <summary>The translation key of the reason against; <c>null</c> when it can be watched.</summary>
    public string? Refusal { get; private init; }

    /// <summary>What the reason's text names; goes out as <c>meta</c>.</summary>
    public IReadOnlyDictionary<string, string> Meta { get; private init; } = NoMeta;

    public static DomainSupport Of(DomainName domain) => new() { Domain = domain };

    public static DomainSupport Refused(string key, Dictionary<string, string>? meta = null) =>
        new() { Refusal = "domain_expiry_unsupported_" + key, Meta = meta ?? NoMeta };
}
