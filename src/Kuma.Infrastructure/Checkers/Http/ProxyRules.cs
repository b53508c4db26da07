using System.Net;
using Kuma.Application.Proxies;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>A proxy as requests see it. SOCKS 5 proxies resolve names themselves, whichever of the three spellings is stored.</summary>
internal sealed record ProxyRules(Uri Address, string? UserName, string? Password)
{
    public static ProxyRules Of(Proxy proxy)
    {
        var scheme = proxy.Protocol switch
        {
            "https" => "https",
            "socks4" => "socks4",
            "socks" or "socks5" or "socks5h" => "socks5",
            _ => "http",
        };
        var host = proxy.Host.Contains(':', StringComparison.Ordinal) && !proxy.Host.StartsWith('[') ? $"[{proxy.Host}]" : proxy.Host;
        return new ProxyRules(
            new UriBuilder(scheme, host, proxy.Port).Uri, proxy.Auth ? proxy.Username ?? "" : null, proxy.Auth ? proxy.Password ?? "" : null);
    }

    public WebProxy ToWebProxy() => new(Address) { Credentials = UserName is null ? null : new NetworkCredential(UserName, Password) };
}
