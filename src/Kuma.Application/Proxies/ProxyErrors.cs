using Kuma.Application.Common;

namespace Kuma.Application.Proxies;

/// <summary>Refusals; the texts are part of the wire.</summary>
public static class ProxyErrors
{
    public static readonly Error NotFound = new("not-found", "proxy not found");

    public static readonly Error UnknownProtocol = new(
        "unknown-protocol", "Unsupported proxy protocol. Supported are: http, https, socks, socks5, socks5h, socks4.");
}
