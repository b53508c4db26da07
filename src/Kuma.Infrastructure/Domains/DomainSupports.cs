using System.Globalization;
using System.Net;
using Kuma.Application.Domains;
using Kuma.Domain.Monitors;

namespace Kuma.Infrastructure.Domains;

/// <summary>From a monitor's target to the domain that somebody registered, by the list of public suffixes.</summary>
internal sealed class DomainSupports(PublicSuffixes suffixes, IRdapRegistries registries) : IDomainSupport
{
    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    public DomainSupport Of(MonitorSettings settings)
    {
        if (Target(settings) is not { } target)
        {
            return DomainSupport.Refused("monitor_type");
        }

        if (Host(target) is not { } host)
        {
            return DomainSupport.Refused("missing_target");
        }

        if (IPAddress.TryParse(host.Trim('[', ']'), out _) || suffixes.Of(host) is not { } suffix)
        {
            return DomainSupport.Refused("is_icann", new() { ["domain"] = host, ["publicSuffix"] = LastLabel(host) });
        }

        if (host.Length == suffix.Length)
        {
            return DomainSupport.Refused("missing_target");
        }

        var tld = LastLabel(suffix);
        return registries.Serve(tld)
            ? DomainSupport.Of(new DomainName(Registrable(host, suffix), tld))
            : DomainSupport.Refused("unsupported_tld_no_rdap_endpoint", new() { ["publicSuffix"] = suffix });
    }

    /// <summary>The field that names the target of this type (spec/monitors.md 4.7), empty when it is not filled in; <c>null</c> for other types.</summary>
    private static string? Target(MonitorSettings settings) => settings.Type switch
    {
        "http" or "keyword" or "json-query" or "real-browser" or "websocket-upgrade" => settings.Url ?? "",
        "grpc-keyword" => settings.GrpcUrl ?? "",
        "port" or "ping" or "dns" or "smtp" or "snmp" or "gamedig" or "steam" or "mqtt" or "radius" or "tailscale-ping" or "sip-options" =>
            settings.Hostname ?? "",
        _ => null,
    };

    /// <summary>The host of a URL, of <c>host:port</c> or of a bare name; <c>null</c> when there is none.</summary>
    private static string? Host(string target)
    {
        var text = target.Trim();
        var url = text.Contains("://", StringComparison.Ordinal) ? text : "host://" + text;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
        {
            return null;
        }

        try
        {
            var host = uri.HostNameType is UriHostNameType.IPv6 ? uri.Host : Idn.GetAscii(uri.Host.TrimEnd('.').TrimStart('.'));
            return host.Length > 0 ? host.ToLowerInvariant() : null;
        }
        catch (ArgumentException)
        {
            return null; // No label can be written that way.
        }
    }

    private static string Registrable(string host, string suffix)
    {
        var label = host[..^(suffix.Length + 1)];
        return label[(label.LastIndexOf('.') + 1)..] + "." + suffix;
    }

    private static string LastLabel(string name) => name[(name.LastIndexOf('.') + 1)..];
}
