using System.Diagnostics;
using System.Runtime;
using SocketIO.Core;

namespace SocketIO.Benchmarks;

/// <summary>A server with the four events that the load uses.</summary>
internal static class Server
{
    public static async Task<int> RunAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port, listen => listen.UseSocketIO()));
        builder.Services.AddSocketIO();
        var app = builder.Build();
        app.MapSocketIO("/socket.io", Map);
        await app.StartAsync();
        Console.WriteLine("ready");
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static void Map(SocketIOServer io) => io.OnConnection(socket =>
    {
        socket.On("echo", e => e.AckAsync(e.Forward));
        socket.On<int, string>("broadcast", async (_, count, text) =>
        {
            for (var i = 0; i < count; i++)
            {
                await io.EmitAsync("news", text);
                if (i % 10 == 9)
                {
                    await Task.Yield();
                }
            }
        });
        socket.On("stats", async e =>
        {
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            using var process = Process.GetCurrentProcess();
            await e.AckAsync(new
            {
                Cpu = process.TotalProcessorTime.TotalSeconds,
                Managed = GC.GetTotalMemory(forceFullCollection: true),
                Resident = process.WorkingSet64,
            });
        });
        return ValueTask.CompletedTask;
    });
}
