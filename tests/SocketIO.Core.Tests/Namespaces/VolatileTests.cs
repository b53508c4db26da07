using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Namespaces;

/// <summary>Volatile events: sent only to who can take them at once.</summary>
public sealed class VolatileTests
{
    [Fact]
    public async Task Without_a_poll_a_volatile_event_is_dropped_and_the_next_normal_one_comes()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (PollingWire)await server.JoinAsync("polling");

        await server.Io.Volatile.EmitAsync("lost");
        await server.Io.EmitAsync("kept");

        (await wire.GetAsync()).Body.ShouldBe("42[\"kept\"]");
    }

    [Fact]
    public async Task With_a_poll_a_volatile_event_comes()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (PollingWire)await server.JoinAsync("polling");
        var poll = wire.GetAsync();
        await Eventually.TrueAsync(() => server.Io.Engine.Find(wire.Sid)!.Polling!.HasPoll, "the poll is there");

        await server.Io.Root.Sockets[0].Volatile.EmitAsync("now");

        (await poll).Body.ShouldBe("42[\"now\"]");
    }
}
