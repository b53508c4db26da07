using Kuma.Domain.Monitors;

namespace Kuma.Application.Domains;

/// <summary>Tells whether the end of a monitor's domain can be watched at all; asks nobody.</summary>
public interface IDomainSupport
{
    /// <summary>Finds the registrable domain behind a monitor's target. Looks at type, URL, host and gRPC URL only.</summary>
    DomainSupport Of(MonitorSettings settings);
}

/// <summary>The registries that answer questions about domains (RDAP).</summary>
public interface IRdapRegistries
{
    /// <summary>Whether the registry of this top-level domain answers. Lower case, in ASCII form.</summary>
    bool Serve(string tld);
}
