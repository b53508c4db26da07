using Microsoft.Extensions.Time.Testing;
using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Engine;

/// <summary>Engine.IO v4, "Upgrade".</summary>
public sealed class UpgradeTests
{
    [Fact]
    public async Task A_probe_is_answered_and_the_pending_poll_ends_with_a_noop()
    {
        await using var server = await TestServer.StartAsync();
        await using var polling = await server.PollAsync();
        var poll = polling.GetAsync();
        await Eventually.TrueAsync(() => server.Io.Engine.Find(polling.Sid)!.Polling!.HasPoll, "the poll is there");
        await using var socket = await ProbeAsync(server, polling);

        (await poll).ShouldBe((200, "6"));
    }

    [Fact]
    public async Task A_poll_that_comes_during_the_upgrade_ends_with_a_noop()
    {
        await using var server = await TestServer.StartAsync();
        await using var polling = await server.PollAsync();
        await using var socket = await ProbeAsync(server, polling);

        (await polling.GetAsync()).ShouldBe((200, "6"));
    }

    [Fact]
    public async Task A_socket_that_only_connects_leaves_polling_alone()
    {
        await using var server = await TestServer.StartAsync();
        await using var polling = (PollingWire)await server.JoinAsync("polling");
        await using var socket = await ConnectAsync(server, polling);

        var poll = polling.GetAsync();
        await Eventually.TrueAsync(() => server.Io.Engine.Find(polling.Sid)!.Polling!.HasPoll, "the poll is there");
        await polling.PostAsync("42[\"message\",1]");

        (await poll).ShouldBe((200, "42[\"message-back\",1]"));
    }

    [Fact]
    public async Task After_the_upgrade_packet_the_socket_carries_the_session()
    {
        await using var server = await TestServer.StartAsync();
        await using var polling = (PollingWire)await server.JoinAsync("polling");
        await using var socket = await ProbeAsync(server, polling);

        await socket.SendAsync("5");

        await socket.ShouldEchoAsync();
        (await polling.GetAsync()).ShouldBe((400, "{\"code\":3,\"message\":\"Bad request\"}"));
        (await polling.PostAsync("42[\"message\"]")).Status.ShouldBe(400);
        await socket.ShouldEchoAsync("and after that too");
        server.Io.ConnectionCount.ShouldBe(1);
    }

    [Fact]
    public async Task Packets_that_wait_go_out_on_the_socket_in_their_order()
    {
        await using var server = await TestServer.StartAsync();
        await using var polling = (PollingWire)await server.JoinAsync("polling");
        await using var socket = await ProbeAsync(server, polling);
        await polling.PostAsync("42[\"burst\",100]");

        await socket.SendAsync("5");

        for (var i = 0; i < 100; i++)
        {
            (await socket.NextAsync()).ShouldBe($"42[\"burst-item\",{i}]");
        }
    }

    [Fact]
    public async Task A_poll_that_crosses_the_upgrade_packet_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            await using var polling = (PollingWire)await server.JoinAsync("polling");
            await using var socket = await ConnectAsync(server, polling);

            // In one piece: on a busy machine the second could come so late that the poll is let go.
            await socket.SendBytesAsync((byte[])[.. WebSocketWire.MakeFrame(0x81, "2probe"u8), .. WebSocketWire.MakeFrame(0x81, "5"u8)]);

            (await polling.GetAsync()).Status.ShouldBe(400);
            (await socket.NextAsync()).ShouldBe("3probe");
            await socket.ShouldEchoAsync();
        }
    }

    [Fact]
    public async Task A_second_socket_for_a_session_is_closed()
    {
        await using var server = await TestServer.StartAsync();
        await using var polling = (PollingWire)await server.JoinAsync("polling");
        await using var first = await ProbeAsync(server, polling);

        await using (var during = await ConnectAsync(server, polling))
        {
            (await during.CloseCodeAsync()).ShouldNotBe(-1);
        }

        await first.SendAsync("5");
        await first.ShouldEchoAsync();
        await using (var after = await ConnectAsync(server, polling))
        {
            (await after.CloseCodeAsync()).ShouldNotBe(-1);
        }

        await first.ShouldEchoAsync();
    }

    [Theory]
    [InlineData("2")]
    [InlineData("2probing")]
    [InlineData("40")]
    [InlineData("3probe")]
    [InlineData("x")]
    public async Task A_socket_that_sends_something_else_is_closed_and_polling_goes_on(string packet)
    {
        await using var server = await TestServer.StartAsync();
        await using var polling = (PollingWire)await server.JoinAsync("polling");
        await using var socket = await ConnectAsync(server, polling);

        await socket.SendAsync(packet);

        (await socket.CloseCodeAsync()).ShouldNotBe(-1);
        await polling.ShouldEchoAsync();
        await using var again = await ProbeAsync(server, polling);
        await again.SendAsync("5");
        await again.ShouldEchoAsync();
    }

    [Fact]
    public async Task An_upgrade_that_takes_too_long_is_given_up_and_polling_goes_on()
    {
        var time = new FakeTimeProvider();
        await using var server = await TestServer.StartAsync(options => options.TimeProvider = time);
        await using var polling = (PollingWire)await server.JoinAsync("polling");
        await using var socket = await ProbeAsync(server, polling);

        time.Advance(TimeSpan.FromSeconds(9.9));
        server.Io.Engine.Find(polling.Sid)!.Upgrade.ShouldNotBeNull();
        time.Advance(TimeSpan.FromSeconds(0.2));

        (await socket.CloseCodeAsync()).ShouldNotBe(-1);
        await polling.ShouldEchoAsync();
    }

    [Fact]
    public async Task A_session_closed_in_the_middle_of_an_upgrade_sends_the_rest_and_the_end_on_the_socket()
    {
        await using var server = await TestServer.StartAsync();
        await using var polling = (PollingWire)await server.JoinAsync("polling");
        await using var socket = await ProbeAsync(server, polling);

        await server.Io.EmitAsync("last");
        await server.Io.DisconnectSocketsAsync(closeConnection: true);
        await socket.SendAsync("5");

        (await socket.NextAsync()).ShouldBe("42[\"last\"]");
        (await socket.NextAsync()).ShouldBe("41");
        (await socket.CloseCodeAsync()).ShouldNotBe(-1);
        server.Io.ConnectionCount.ShouldBe(0);
    }

    [Fact]
    public async Task The_end_of_the_session_ends_a_socket_that_probes()
    {
        await using var server = await TestServer.StartAsync();
        await using var polling = (PollingWire)await server.JoinAsync("polling");
        await using var socket = await ProbeAsync(server, polling);

        await polling.PostAsync("1");

        (await socket.CloseCodeAsync()).ShouldNotBe(-1);
    }

    private static Task<WebSocketWire> ConnectAsync(TestServer server, PollingWire polling) =>
        WebSocketWire.ConnectAsync(server.Address, $"/socket.io/?EIO=4&transport=websocket&sid={polling.Sid}");

    private static async Task<WebSocketWire> ProbeAsync(TestServer server, PollingWire polling)
    {
        var socket = await ConnectAsync(server, polling);
        await socket.SendAsync("2probe");
        (await socket.NextAsync()).ShouldBe("3probe");
        return socket;
    }
}
