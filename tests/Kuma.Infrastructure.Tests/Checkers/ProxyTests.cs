using Kuma.Application.Monitoring;
using Kuma.Application.Proxies;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Http;
using Kuma.Testing;
using NSubstitute;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class ProxyTests : IAsyncLifetime
{
    private readonly IProxyDirectory _proxies = Substitute.For<IProxyDirectory>();
    private TargetServer _target = null!;

    public async ValueTask InitializeAsync() => _target = await TargetServer.StartAsync();

    [Theory]
    [InlineData("http", "GET http://127.0.0.1:{0}/")]
    [InlineData("socks", "SOCKS5 127.0.0.1:{0}")]
    [InlineData("socks5", "SOCKS5 127.0.0.1:{0}")]
    [InlineData("socks5h", "SOCKS5 127.0.0.1:{0}")]
    [InlineData("socks4", "SOCKS4 127.0.0.1:{0}")]
    public async Task A_check_goes_through_its_proxy(string protocol, string asked)
    {
        await using var proxy = ProxyServer.Start();

        var outcome = await CheckAsync(proxy, protocol);

        outcome.Message.ShouldBe("200 - OK");
        proxy.Asked.ShouldBe([string.Format(asked, _target.Port)]);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task It_signs_on_when_the_proxy_wants_it(string protocol)
    {
        await using var proxy = ProxyServer.Start(account: ("user", "pass word"));

        (await CheckAsync(proxy, protocol, one => one with { Auth = true, Username = "user", Password = "pass word" })).Message.ShouldBe("200 - OK");
    }

    [Fact]
    public async Task A_proxy_that_does_not_know_it_answers_itself()
    {
        await using var proxy = ProxyServer.Start(account: ("user", "right"));

        var outcome = await CheckAsync(proxy, "http", one => one with { Auth = true, Username = "user", Password = "wrong" });

        outcome.Message.ShouldBe("Request failed with status code 407");
        _target.Requests.ShouldBe(0);
    }

    [Theory]
    [InlineData("http", "CONNECT localhost:{0}")]
    [InlineData("socks5", "SOCKS5 localhost:{0}")]
    public async Task A_TLS_target_is_reached_through_a_tunnel_and_its_certificate_is_told(string protocol, string asked)
    {
        await using var server = await TlsServer.StartAsync(TestCertificates.SelfSigned("behind the proxy"));
        await using var proxy = ProxyServer.Start();

        var outcome = await CheckAsync(proxy, protocol, settings: settings => settings with { Url = server.Url("localhost"), IgnoreTls = true });

        outcome.Message.ShouldBe("200 - OK");
        proxy.Asked.ShouldBe([string.Format(asked, server.Port)]);
        outcome.Tls.ShouldNotBeNull().Json.ShouldContain("behind the proxy");
    }

    [Fact]
    public async Task A_proxy_may_want_TLS_itself()
    {
        await using var server = await TlsServer.StartAsync(TestCertificates.SelfSigned("behind the proxy"));
        await using var proxy = ProxyServer.Start(TestCertificates.SelfSigned("the proxy"));

        var outcome = await CheckAsync(proxy, "https", settings: settings => settings with { Url = server.Url("localhost"), IgnoreTls = true });

        outcome.Message.ShouldBe("200 - OK");
        outcome.Tls.ShouldNotBeNull().Json.ShouldContain("behind the proxy");
    }

    [Fact]
    public async Task A_proxy_that_is_switched_off_is_left_out()
    {
        await using var proxy = ProxyServer.Start();

        (await CheckAsync(proxy, "http", one => one with { Active = false })).Message.ShouldBe("200 - OK");

        proxy.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_proxy_that_does_not_answer_is_told_with_its_address()
    {
        var proxy = ProxyServer.Start();
        var port = proxy.Port;
        await proxy.DisposeAsync();

        var failure = await Should.ThrowAsync<CheckFailedException>(() => CheckAsync(port, "http"));

        failure.Message.ShouldBe($"connect ECONNREFUSED 127.0.0.1:{port}");
    }

    public ValueTask DisposeAsync() => _target.DisposeAsync();

    private Task<CheckOutcome> CheckAsync(
        ProxyServer proxy, string protocol, Func<Proxy, Proxy>? change = null, Func<MonitorSettings, MonitorSettings>? settings = null) =>
        CheckAsync(proxy.Port, protocol, change, settings);

    private Task<CheckOutcome> CheckAsync(
        int port, string protocol, Func<Proxy, Proxy>? change = null, Func<MonitorSettings, MonitorSettings>? settings = null)
    {
        var proxy = new Proxy(
            new ProxyId(3), new UserId(1), protocol, "127.0.0.1", port, Auth: false, Username: null, Password: null, Active: true, IsDefault: false, CreatedDate: "");
        _proxies.FindAsync(proxy.Id, Arg.Any<CancellationToken>()).Returns(change?.Invoke(proxy) ?? proxy);
        return new HttpChecker(Checks.Exchange(_proxies)).CheckAsync(
            A.Monitor().With(one => one with { Url = _target.Address.ToString(), ProxyId = proxy.Id, Timeout = 10 }).With(settings ?? (one => one)),
            CancellationToken.None);
    }
}
