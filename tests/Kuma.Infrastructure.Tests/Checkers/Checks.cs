using Kuma.Application.Proxies;
using Kuma.Infrastructure.Checkers;
using Kuma.Infrastructure.Checkers.Http;
using Kuma.Infrastructure.Checkers.Tls;
using Kuma.Infrastructure.Scripting;
using NSubstitute;

namespace Kuma.Infrastructure.Tests.Checkers;

/// <summary>Parts of checkers as the program puts them together.</summary>
internal static class Checks
{
    public static HttpExchange Exchange(IProxyDirectory? proxies = null, TimeProvider? time = null)
    {
        var clock = time ?? TimeProvider.System;
        var handlers = new HttpHandlers(proxies ?? Substitute.For<IProxyDirectory>(), new HandshakeFacts(clock));
        return new HttpExchange(handlers, new OauthTokens(handlers, clock), clock);
    }

    public static JsonQuery JsonQuery() => new(new JsonataQueries());
}
