using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kuma.Load;

/// <summary>Push reports over kept connections, one at a time on each.</summary>
internal static class PushLoad
{
    public static async Task RunAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        var (monitors, connections) = (options.Number("count", 200), options.Number("connections", 64));
        var length = TimeSpan.FromSeconds(options.Fraction("seconds", 60));
        await using var kuma = await KumaUnderLoad.PrepareAsync(options, cancellationToken);
        await kuma.SeedMonitorsAsync(monitors, new MonitorSettings { Name = "Push #", Type = "push", Interval = 3600, PushToken = "token#" });
        await kuma.StartAsync(cancellationToken);
        foreach (var spread in new[] { monitors, 1 })
        {
            var stored = await kuma.QueryAsync<long>("select count(*) from heartbeat");
            var cpu = kuma.CpuSeconds();
            var answered = new List<double>();
            var refused = 0;
            var began = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(
                async () =>
                {
                    var (times, failed) = await PushAsync(options.Port, connection, spread, began, length);
                    lock (answered)
                    {
                        answered.AddRange(times);
                        refused += failed;
                    }
                },
                cancellationToken)));
            var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
            cpu = kuma.CpuSeconds() - cpu;
            answered.Sort();
            stored = await kuma.QueryAsync<long>("select count(*) from heartbeat") - stored;
            var twice = await kuma.QueryAsync<long>(
                "select count(*) from (select msg from heartbeat where msg like 'm%' group by monitor_id, msg having count(*) > 1) twice");
            Console.WriteLine($"-- {connections} connections, {spread} monitors");
            Figures.Print("pushes per second", $"{answered.Count / elapsed:0}");
            Figures.Print("p50, p99, longest", $"{Figures.Percentile(answered, 0.5):0.0}, {Figures.Percentile(answered, 0.99):0.0}, {answered.LastOrDefault():0.0} ms");
            Figures.Print("answered, stored, stored twice", $"{answered.Count}, {stored}, {twice}");
            Figures.Print("refused", $"{refused}");
            Figures.Print("CPU ms per push, RSS", $"{cpu * 1000 / answered.Count:0.000}, {kuma.ResidentMegabytes():0} MB");
        }
    }

    private static async Task<(List<double> Times, int Failed)> PushAsync(int port, int connection, int monitors, long began, TimeSpan length)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var times = new List<double>(100_000);
        var buffer = new byte[8192];
        var failed = 0;
        for (var i = 0; Stopwatch.GetElapsedTime(began) < length; i++)
        {
            // A message of its own per report: what is stored twice, or not at all, shows.
            var request = $"GET /api/push/token{((connection + (i * 7)) % monitors) + 1}?status=up&msg=m{monitors}-{connection}-{i}&ping=12 HTTP/1.1\r\nHost: localhost\r\n\r\n";
            var start = Stopwatch.GetTimestamp();
            await socket.SendAsync(Encoding.ASCII.GetBytes(request));
            var read = await socket.ReceiveAsync(buffer);
            if (Encoding.ASCII.GetString(buffer, 0, read).StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            else
            {
                failed++;
            }
        }

        return (times, failed);
    }
}
