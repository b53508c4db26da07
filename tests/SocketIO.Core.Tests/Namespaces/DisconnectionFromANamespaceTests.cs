using System.Collections.Concurrent;
using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Namespaces;

/// <summary>Socket.IO v5, "Disconnection from a namespace".</summary>
public sealed class DisconnectionFromANamespaceTests
{
    [Theory]
    [InlineData("polling")]
    [InlineData("websocket")]
    public async Task A_client_that_leaves_gets_no_answer_and_keeps_its_other_namespaces(string transport)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync(transport);
        await wire.JoinAsync("/custom");

        await wire.SendAsync("41/custom,", "42[\"message\",\"x\"]");

        (await wire.NextAsync()).ShouldBe("42[\"message-back\",\"x\"]");
        await wire.JoinAsync("/custom");
    }

    [Fact]
    public async Task The_connection_outlives_its_last_namespace()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync("websocket");

        await wire.SendAsync("41");

        await wire.JoinAsync();
        await wire.ShouldEchoAsync();
    }

    [Theory]
    [InlineData("polling", "42[\"kick\"]")]
    [InlineData("websocket", "42[\"kick\",false]")]
    public async Task A_kicked_client_is_told_and_may_come_back(string transport, string packet)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync(transport);

        await wire.SendAsync(packet);

        (await wire.NextAsync()).ShouldBe("41");
        await wire.JoinAsync();
    }

    [Theory]
    [InlineData("polling")]
    [InlineData("websocket")]
    public async Task A_kick_with_true_ends_the_connection(string transport)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync(transport, "/custom");

        await wire.SendAsync("42/custom,[\"kick\",true]");

        (await wire.NextAsync()).ShouldBe("41/custom,");
        (await wire.NextAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_payload_ends_the_connection()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync("websocket");

        await wire.SendAsync("41{}");

        await wire.ShouldCloseAsync();
    }

    public static TheoryData<string, string> Ways => new()
    {
        { "leave", CloseReasons.ClientNamespaceDisconnect },
        { "kick", CloseReasons.ServerNamespaceDisconnect },
        { "kick all", CloseReasons.ServerNamespaceDisconnect },
        { "close packet", CloseReasons.TransportClose },
        { "close frame", CloseReasons.TransportClose },
        { "hang up", CloseReasons.TransportClose },
        { "bad frame", CloseReasons.TransportError },
        { "bad packet", CloseReasons.ParseError },
        { "bad event", CloseReasons.ForcedClose },
        { "ping", CloseReasons.TransportError },
        { "server close", CloseReasons.ServerShuttingDown },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_reason_is_in_the_words_of_the_JavaScript_server(string way, string reason)
    {
        var told = new ConcurrentQueue<string>();
        await using var server = await TestServer.StartAsync(map: io => io.OnConnection(async socket =>
        {
            await socket.JoinAsync("room");
            socket.OnDisconnecting(why => Tell($"disconnecting {why} from {socket.Rooms.Count} rooms"));
            socket.OnDisconnect(why => Tell($"disconnect {why} from {socket.Rooms.Count} rooms"));
            socket.On("kick", e => socket.DisconnectAsync(e.Get<bool>(0)));
        }));
        await using var wire = await server.SocketAsync();
        await wire.SendAsync("40");
        await wire.NextAsync();

        switch (way)
        {
            case "leave": await wire.SendAsync("41"); break;
            case "kick": await wire.SendAsync("42[\"kick\"]"); break;
            case "kick all": await wire.SendAsync("42[\"kick\",true]"); break;
            case "close packet": await wire.SendAsync("1"); break;
            case "close frame": await wire.SendFrameAsync(0x88); break;
            case "hang up": await wire.DisposeAsync(); break;
            case "bad frame": await wire.SendFrameAsync(0x83); break;
            case "bad packet": await wire.SendAsync("x"); break;
            case "bad event": await wire.SendAsync("42[]"); break;
            case "ping": await wire.SendAsync("2"); break;
            default: await server.Io.CloseAsync(); break;
        }

        await Eventually.TrueAsync(() => told.Count == 2, "both are told");
        told.ShouldBe([$"disconnecting {reason} from 2 rooms", $"disconnect {reason} from 0 rooms"]);

        ValueTask Tell(string what)
        {
            told.Enqueue(what);
            return ValueTask.CompletedTask;
        }
    }

    [Fact]
    public async Task A_closed_server_takes_nobody_and_frees_who_waits()
    {
        await using var server = await TestServer.StartAsync();
        await using var polling = (PollingWire)await server.JoinAsync("polling");
        await using var socket = await server.JoinAsync("websocket");
        var poll = polling.GetAsync();
        await Eventually.TrueAsync(() => server.Io.Engine.Find(polling.Sid)!.Polling!.HasPoll, "the poll is there");

        await server.Io.CloseAsync();

        (await poll).Status.ShouldBe(200);
        await socket.ShouldCloseAsync();
        using var http = server.Http();
        using var response = await http.GetAsync("/socket.io/?EIO=4&transport=polling", TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(503);
    }

    [Fact]
    public async Task The_application_stops_at_once_though_clients_are_there()
    {
        await using var server = await TestServer.StartAsync();
        await using var polling = (PollingWire)await server.JoinAsync("polling");
        await using var socket = await server.JoinAsync("websocket");
        var poll = polling.GetAsync();
        var start = TimeProvider.System.GetTimestamp();
        var closed = socket.ShouldCloseAsync();

        var stopped = server.StopAsync();
        await closed;
        await socket.DisposeAsync();
        await poll;
        await stopped;

        TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(4));
    }
}
