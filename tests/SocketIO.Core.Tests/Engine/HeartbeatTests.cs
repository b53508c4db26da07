using Microsoft.Extensions.Time.Testing;
using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Engine;

/// <summary>Engine.IO v4, "Heartbeat": the server pings, the client answers in time or is gone.</summary>
public sealed class HeartbeatTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(400);

    [Theory]
    [InlineData("polling")]
    [InlineData("websocket")]
    public async Task The_server_pings_and_a_pong_keeps_the_session(string transport)
    {
        var time = new FakeTimeProvider();
        await using var server = await StartAsync(time);
        await using var wire = await server.JoinAsync(transport);

        for (var i = 0; i < 4; i++)
        {
            time.Advance(Interval);
            (await wire.NextAsync(keepPings: true)).ShouldBe("2");

            // What comes back was sent behind the pong.
            await wire.ShouldEchoAsync();
        }

        server.Io.ConnectionCount.ShouldBe(1);
    }

    [Fact]
    public async Task Polling_without_a_pong_ends_when_its_time_is_over_and_not_later()
    {
        var time = new FakeTimeProvider();
        await using var server = await StartAsync(time);
        for (var i = 0; i < 3; i++)
        {
            await using var wire = await server.PollAsync();

            time.Advance(Interval);
            time.Advance(Limit);

            var (status, body) = i % 2 == 0 ? await wire.GetAsync() : await wire.PostAsync("3");
            status.ShouldBe(400);
            body.ShouldBe("{\"code\":1,\"message\":\"Session ID unknown\"}");
        }
    }

    [Fact]
    public async Task An_outstanding_poll_is_told_that_the_session_is_over()
    {
        await using var server = await StartAsync();
        await using var wire = await server.PollAsync();

        (await wire.GetAsync()).Body.ShouldBe("2");
        (await wire.GetAsync()).Body.ShouldBe("1");
    }

    [Fact]
    public async Task A_WebSocket_without_a_pong_is_closed_with_the_reason_ping_timeout()
    {
        var reason = new TaskCompletionSource<string>();
        await using var server = await TestServer.StartAsync(Configure, io => io.OnConnection(socket =>
        {
            socket.OnDisconnect(why =>
            {
                reason.TrySetResult(why);
                return ValueTask.CompletedTask;
            });
            return ValueTask.CompletedTask;
        }));
        await using var wire = await server.SocketAsync();
        await wire.SendAsync("40");

        (await wire.CloseCodeAsync()).ShouldNotBe(-1);

        (await reason.Task.WaitAsync(TestContext.Current.CancellationToken)).ShouldBe(CloseReasons.PingTimeout);
        server.Io.ConnectionCount.ShouldBe(0);
    }

    [Fact]
    public async Task Other_packets_are_no_pong()
    {
        await using var server = await TestServer.StartAsync(Configure);
        await using var wire = await server.SocketAsync();
        await wire.SendAsync("40");

        var start = TimeProvider.System.GetTimestamp();
        while (await wire.FrameAsync() is { Opcode: 1 } frame)
        {
            if (frame.Text == "2")
            {
                await wire.SendAsync("42[\"message\",1]");
            }
        }

        TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("polling")]
    [InlineData("websocket")]
    public async Task A_ping_from_the_client_ends_the_session(string transport)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync(transport);

        await wire.SendAsync("2");

        await wire.ShouldCloseAsync();
        await Eventually.TrueAsync(() => server.Io.ConnectionCount == 0, "the session is gone");
    }

    [Fact]
    public async Task A_ping_goes_ahead_of_a_backlog_and_reading_it_counts_as_life()
    {
        var sent = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(Configure, io => io.OnConnection(async socket =>
        {
            var text = new string('x', 100_000);
            for (var i = 0; i < 200; i++)
            {
                await socket.EmitAsync("much", text);
            }

            sent.SetResult();
        }));
        await using var wire = await server.SocketAsync();
        await wire.SendAsync("40");
        await sent.Task;
        var events = 0;
        var isPinged = false;

        // Reads steadily but answers no ping until everything has come, which takes several times the limit.
        while (events < 200)
        {
            var frame = await wire.FrameAsync();
            frame.ShouldNotBeNull();
            isPinged |= frame.Text == "2";
            events += frame.Text.StartsWith("42", StringComparison.Ordinal) ? 1 : 0;
            if (events % 20 == 0)
            {
                await Task.Delay(150, TestContext.Current.CancellationToken);
            }
        }

        isPinged.ShouldBeTrue();
    }

    private static Task<TestServer> StartAsync(TimeProvider? time = null) => TestServer.StartAsync(options =>
    {
        Configure(options);
        options.TimeProvider = time ?? TimeProvider.System;
    });

    private static void Configure(SocketIOOptions options)
    {
        options.PingInterval = Interval;
        options.PingTimeout = Limit;
    }
}
