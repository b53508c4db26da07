using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Hostile;

/// <summary>Runs alone, because it looks at the memory of the process.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryCollection;

[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    [Fact]
    public async Task Memory_returns_to_its_level_after_waves_of_bad_clients()
    {
        await using var server = await TestServer.StartAsync(options =>
        {
            options.MaxQueuedBytes = 2_000_000;
            options.SlowReaderGrace = TimeSpan.Zero;
        });
        await using var bystander = await server.JoinAsync("websocket");
        await WaveAsync(server);
        var before = await LevelAsync(server);

        for (var i = 0; i < 3; i++)
        {
            await WaveAsync(server);
        }

        var after = await LevelAsync(server);
        (after - before).ShouldBeLessThan(4_000_000, $"from {before:N0} to {after:N0} bytes");
        await bystander.ShouldEchoAsync();
    }

    private static async Task WaveAsync(TestServer server)
    {
        var wires = new List<IWire>();
        for (var i = 0; i < 40; i++)
        {
            var wire = (WebSocketWire)await server.JoinAsync("websocket");
            wires.Add(wire);
            try
            {
                switch (i % 4)
                {
                    case 0:
                        await wire.SendAsync("42[\"burst\",10000]", "42[\"burst\",10000]", "42[\"burst\",10000]");
                        break;
                    case 1:
                        await wire.SendAsync("455-[\"message\"]");
                        await wire.SendFrameAsync(0x82, new byte[500_000]);
                        break;
                    case 2:
                        await wire.SendFrameAsync(0x01, new byte[300_000]);
                        break;
                    default:
                        await wire.SendBytesAsync(WebSocketWire.MakeFrame(0x82, new byte[10], claimedLength: 900_000));
                        break;
                }
            }
            catch (IOException)
            {
                // Dropped already.
            }
        }

        foreach (var wire in wires)
        {
            await wire.DisposeAsync();
        }
    }

    private static async Task<long> LevelAsync(TestServer server)
    {
        await Eventually.TrueAsync(() => server.Io.ConnectionCount == 1, "the bad ones are gone");
        var level = long.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            level = Math.Min(level, GC.GetTotalMemory(forceFullCollection: true));
        }

        return level;
    }
}
