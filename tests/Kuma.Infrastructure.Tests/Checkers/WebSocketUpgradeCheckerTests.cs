using System.Net.WebSockets;
using Kuma.Application.Proxies;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Http;
using Kuma.Infrastructure.Checkers.Tls;
using Kuma.Infrastructure.Checkers.WebSockets;
using Kuma.Infrastructure.Tests.Checkers.Targets;
using Kuma.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using NSubstitute;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class WebSocketUpgradeCheckerTests : IDisposable
{
    private readonly HttpHandlers _handlers = new(Substitute.For<IProxyDirectory>(), new HandshakeFacts(TimeProvider.System));
    private readonly WebSocketUpgradeChecker _checker;

    public WebSocketUpgradeCheckerTests() =>
        _checker = new WebSocketUpgradeChecker(_handlers, new OauthTokens(_handlers, TimeProvider.System), TimeProvider.System);

    public void Dispose() => _handlers.Dispose();

    [Fact]
    public async Task A_socket_that_opens_and_closes_is_up_and_was_asked_as_set()
    {
        var asked = "";
        await using var server = await StartAsync(async context =>
        {
            asked = $"{context.Request.Path}{context.Request.QueryString} {context.Request.Headers.Authorization} {context.Request.Headers["X-A"]} {context.Request.Headers.SecWebSocketProtocol}";
            using var socket = await context.WebSockets.AcceptWebSocketAsync("two");
            await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, context.RequestAborted);
            await EndAsync(socket, WebSocketCloseStatus.NormalClosure, null, context);
        });

        var outcome = await _checker.CheckAsync(s => To(s, server) with
        {
            Url = Address(server) + "/live?x=1", WsSubprotocol = "one, two", AuthMethod = "basic", BasicAuthUser = "u", BasicAuthPass = "p", Headers = """{"X-A":"b"}""",
        });

        outcome.Message.ShouldBe("1000 - OK");
        outcome.Ping.ShouldNotBeNull();
        asked.ShouldBe("/live?x=1 Basic dTpw b one,two");
    }

    [Theory]
    [InlineData(1008, "bye", "1000", "Policy Violation", false)]
    [InlineData(4001, null, "1000", "Unexpected status code: 4001", false)]
    [InlineData(4001, "custom", "4000-4100", "custom", true)]
    [InlineData(4001, null, "4000-4100", "4001 - OK", true)]
    public async Task The_close_code_is_judged(int code, string? reason, string accepted, string message, bool up)
    {
        await using var server = await StartAsync(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await EndAsync(socket, (WebSocketCloseStatus)code, reason, context);
        });
        MonitorSettings Asked(MonitorSettings s) => To(s, server) with { AcceptedStatusCodes = [accepted] };

        (up ? (await _checker.CheckAsync(Asked)).Message : await _checker.FailureAsync(Asked)).ShouldBe(message);
    }

    [Fact]
    public async Task A_connection_that_breaks_off_is_an_abnormal_closure()
    {
        await using var server = await StartAsync(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            context.Abort();
        });

        (await _checker.FailureAsync(s => To(s, server))).ShouldBeOneOf("Abnormal Closure", "read ECONNRESET");
    }

    [Fact]
    public async Task A_wrong_accept_header_fails_unless_it_may_be_wrong()
    {
        await using var server = TcpTarget.Serving(async (stream, token) =>
        {
            var request = new byte[4096];
            _ = await stream.ReadAtLeastAsync(request, 10, throwOnEndOfStream: false, token);
            await stream.WriteAsync(
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: wrong\r\n\r\n"u8.ToArray(), token);
        });
        MonitorSettings Asked(MonitorSettings s) => s with { Url = $"ws://127.0.0.1:{server.Port}", AcceptedStatusCodes = ["1000"] };

        (await _checker.FailureAsync(Asked)).ShouldBe("Invalid Sec-WebSocket-Accept header");
        (await _checker.CheckAsync(s => Asked(s) with { WsIgnoreSecWebsocketAcceptHeader = true })).Message.ShouldBe("1000 - OK");
    }

    [Fact]
    public async Task Other_answers_silence_and_no_server_are_told()
    {
        await using var page = await TargetServer.StartAsync();
        page.AnswerWith(404);
        await using var silent = TcpTarget.Silent();
        await using var garbage = TcpTarget.Garbage();

        (await _checker.FailureAsync(s => s with { Url = $"ws://127.0.0.1:{page.Port}" })).ShouldBe("Unexpected server response: 404");
        (await _checker.FailureAsync(s => s with { Url = $"ws://127.0.0.1:{silent.Port}", Timeout = 0.4 })).ShouldBe("Opening handshake has timed out");
        (await _checker.FailureAsync(s => s with { Url = $"ws://127.0.0.1:{garbage.Port}", Timeout = 3 })).ShouldNotBeEmpty();
        (await _checker.FailureAsync(s => s with { Url = "ws://127.0.0.1:1" })).ShouldBe("connect ECONNREFUSED 127.0.0.1:1");
        (await _checker.FailureAsync(s => s with { Url = "nonsense" })).ShouldBe("Invalid URL: nonsense");
        await _checker.ShouldEndWithTheTokenAsync(s => s with { Url = $"ws://127.0.0.1:{silent.Port}" });
    }

    private static string Address(WebApplication server) => server.Urls.First().Replace("http", "ws", StringComparison.Ordinal);

    private static MonitorSettings To(MonitorSettings settings, WebApplication server) =>
        settings with { Url = Address(server), AcceptedStatusCodes = ["1000"], Timeout = 5 };

    private static async Task EndAsync(WebSocket socket, WebSocketCloseStatus code, string? reason, HttpContext context)
    {
        await socket.CloseOutputAsync(code, reason, context.RequestAborted);
        var rest = new byte[100];
        while (socket.State is WebSocketState.CloseSent)
        {
            await socket.ReceiveAsync(rest, context.RequestAborted);
        }
    }

    private static async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
