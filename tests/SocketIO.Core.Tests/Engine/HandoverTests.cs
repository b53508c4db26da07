using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Engine;

/// <summary>An end point with and without <c>UseSocketIO</c>: when the request ends, and what is left of it.</summary>
public sealed class HandoverTests
{
    private static readonly byte[] Handshake = Encoding.ASCII.GetBytes(
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

    private readonly TaskCompletionSource _requestEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<WeakReference> _requests = [];

    [Fact]
    public async Task The_request_ends_with_the_handshake_and_the_WebSocket_goes_on()
    {
        await using var server = await StartAsync(isHandedOver: true);
        await using var wire = await server.SocketAsync();
        await wire.JoinAsync();

        await _requestEnded.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        await wire.ShouldEchoAsync();
        await wire.ShouldEchoAsync(new string('x', 200_000));
        await wire.SendFrameAsync(0x88, 0x03, 0xE8);
        (await wire.CloseCodeAsync()).ShouldBe(1000);
        await Eventually.TrueAsync(() => server.Io.ConnectionCount == 0, "the session is gone");
    }

    [Fact]
    public async Task Nothing_keeps_the_request_of_a_WebSocket_that_lives()
    {
        await using var server = await StartAsync(isHandedOver: true);
        await using var wire = await server.SocketAsync();
        await wire.JoinAsync();

        await Eventually.TrueAsync(IsForgotten, "the request is collected");

        await wire.ShouldEchoAsync();

        bool IsForgotten()
        {
            GC.Collect();
            return _requests.Count == 2 && _requests.TrueForAll(request => !request.IsAlive);
        }
    }

    [Fact]
    public async Task Without_it_the_request_lasts_as_long_as_the_WebSocket()
    {
        await using var server = await StartAsync(isHandedOver: false);
        await using (var wire = await server.SocketAsync())
        {
            await wire.JoinAsync();
            await wire.ShouldEchoAsync();
            _requestEnded.Task.IsCompleted.ShouldBeFalse();
        }

        await _requestEnded.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_handshake_can_be_read_at_any_time(bool isHandedOver)
    {
        await using var server = await StartAsync(isHandedOver, io => io.OnConnection(socket =>
        {
            socket.On("who", e =>
            {
                var handshake = e.Socket.Handshake;
                return e.AckAsync(
                    handshake.Headers["x-own"].ToString(), handshake.Headers.Count, handshake.Query["token"].ToString(), handshake.Url, $"{handshake.RemoteAddress}");
            });
            return ValueTask.CompletedTask;
        }));
        await using var wire = await WebSocketWire.ConnectAsync(server.Address, "/socket.io/?EIO=4&transport=websocket&token=t%201", "X-Own: 1");
        await wire.NextAsync();
        await wire.SendAsync("40");
        await wire.NextAsync();

        for (var i = 0; i < 3; i++)
        {
            await wire.SendAsync("421[\"who\"]");
            (await wire.NextAsync()).ShouldBe("431[\"1\",6,\"t 1\",\"/socket.io/?EIO=4&transport=websocket&token=t%201\",\"127.0.0.1\"]");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Frames_that_come_with_the_handshake_are_not_lost(bool isHandedOver)
    {
        await using var server = await StartAsync(isHandedOver);
        using var tcp = new TcpClient(server.Address.Host, server.Address.Port);
        byte[] bytes =
        [
            .. Handshake, .. WebSocketWire.MakeFrame(0x81, "40"u8),
            .. WebSocketWire.MakeFrame(0x81, "427[\"message-with-ack\",\"early\"]"u8), .. WebSocketWire.MakeFrame(0x88, []),
        ];

        await tcp.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken);
        var answer = await new StreamReader(tcp.GetStream(), Encoding.Latin1).ReadToEndAsync(TestContext.Current.CancellationToken);

        answer.ShouldContain("437[\"early\"]");
    }

    [Fact]
    public async Task Clients_that_are_gone_before_the_request_has_ended_leave_nothing()
    {
        await using var server = await StartAsync(isHandedOver: true);

        for (var i = 0; i < 200; i++)
        {
            using var tcp = new TcpClient(server.Address.Host, server.Address.Port) { LingerState = new LingerOption(enable: i % 2 == 0, 0) };
            await tcp.GetStream().WriteAsync(Handshake, TestContext.Current.CancellationToken);
        }

        await using var wire = await server.SocketAsync();
        await wire.JoinAsync();
        await Eventually.TrueAsync(() => server.Io.ConnectionCount == 1, "the sessions are gone");
        await wire.ShouldEchoAsync();
        server.Log.Lines.ShouldNotContain(line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
    }

    [Fact]
    public async Task A_connection_that_serves_requests_still_ends_at_the_limits_of_HTTP()
    {
        await using var server = await TestServer.StartAsync(kestrel: kestrel =>
        {
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(1);
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseSocketIO());
        });
        using var tcp = new TcpClient(server.Address.Host, server.Address.Port);

        await tcp.GetStream().WriteAsync("GET /elsewhere HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var answer = await new StreamReader(tcp.GetStream()).ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        answer.ShouldStartWith("HTTP/1.1 404");
    }

    [Fact]
    public async Task A_WebSocket_outlives_the_limits_of_HTTP()
    {
        await using var server = await TestServer.StartAsync(
            options => options.PingInterval = TimeSpan.FromMilliseconds(2_500),
            kestrel: kestrel =>
            {
                kestrel.Limits.KeepAliveTimeout = kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(1);
                kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseSocketIO());
            });
        await using var wire = await server.SocketAsync();

        (await wire.NextAsync(keepPings: true)).ShouldBe("2");

        await wire.JoinAsync();
        await wire.ShouldEchoAsync();
    }

    [Fact]
    public async Task The_connections_end_with_the_application()
    {
        await using var server = await StartAsync(isHandedOver: true);
        await using var wire = await server.SocketAsync();
        await wire.JoinAsync();

        var stopping = server.StopAsync();
        (await wire.CloseCodeAsync()).ShouldNotBe(-1);
        await wire.SendFrameAsync(0x88);

        await stopping.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private Task<TestServer> StartAsync(bool isHandedOver, Action<SocketIOServer>? map = null) => TestServer.StartAsync(
        map: map,
        kestrel: kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => _ = isHandedOver ? listen.UseSocketIO() : listen),
        pipeline: app => app.Use(WatchAsync));

    private async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        lock (_requests)
        {
            _requests.Add(new WeakReference(context));
            _requests.Add(new WeakReference(context.Features.Get<IHttpRequestFeature>()));
        }

        await next(context);
        _requestEnded.TrySetResult();
    }
}
