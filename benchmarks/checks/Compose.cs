using Kuma.Application.Proxies;
using Kuma.Domain.Common;
using Kuma.Infrastructure.Checkers.Http;
using Kuma.Infrastructure.Checkers.Tls;

namespace Kuma.Benchmarks;

/// <summary>Checks as the program puts them together.</summary>
internal static class Compose
{
    public static HttpExchange Exchange()
    {
        var handlers = new HttpHandlers(new NoProxies(), new HandshakeFacts(TimeProvider.System));
        return new HttpExchange(handlers, new OauthTokens(handlers, TimeProvider.System), TimeProvider.System);
    }

    private sealed class NoProxies : IProxyDirectory
    {
        public ValueTask<Proxy?> FindAsync(ProxyId id, CancellationToken cancellationToken) => ValueTask.FromResult<Proxy?>(null);
    }
}
