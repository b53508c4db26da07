using Kuma.Application.Monitoring;
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

    /// <summary>A failed outcome, whether the checker returns it or throws.</summary>
    public static async Task<CheckOutcome> FailureAsync(Func<Task<CheckOutcome>> check)
    {
        try
        {
            var outcome = await check();
            outcome.IsError.ShouldBeTrue(outcome.Message);
            return outcome;
        }
        catch (CheckFailedException e)
        {
            return CheckOutcome.Failed(e.Message, e.Ping) with { Response = e.Response, Tls = e.Tls };
        }
    }

    public static JsonQuery JsonQuery() => new(new JsonataQueries());
}
