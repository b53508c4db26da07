using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kuma.Load;

/// <summary>
/// Checks and pushes for a long time beside targets that misbehave and within little memory, while the database or the clock is disturbed every minute in another way.
/// </summary>
internal static class SoakLoad
{
    private const int Checked = 500;
    private const int Pushed = 50;
    private const int Dead = 1000;
    private const string HeapLimit = "10000000"; // 256 MB, in hexadecimal as the runtime reads it.

    private const string BeatsOf = "select count(*) from heartbeat h join monitor m on m.id = h.monitor_id where ";

    public static async Task<bool> RunAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        var length = TimeSpan.FromMinutes(options.Fraction("minutes", 30));
        var pause = TimeSpan.FromSeconds(options.Fraction("pause", 60));
        using var target = new Target();
        using var hung = new BadTarget(BadHabit.Silence);
        using var dripping = new BadTarget(BadHabit.Dripping);
        using var endless = new BadTarget(BadHabit.EndlessBody);
        using var names = Environment.IsPrivilegedProcess ? new NameServer() : null; // Without root the machine's are asked for the dead names.
        using var clock = await SteppedClock.BuildAsync();
        await using var disk = await SmallDisk.MountAsync();
        await using var kuma = await KumaUnderLoad.PrepareAsync(options, cancellationToken);
        await (disk?.TakeHeartbeatsAsync(kuma, cancellationToken) ?? Task.CompletedTask);
        await kuma.SeedMonitorsAsync(Checked, new MonitorSettings { Name = "Check #", Type = "http", Interval = 20, Url = $"http://127.0.0.1:{target.Port}/#" });
        await kuma.SeedMonitorsAsync(Pushed, new MonitorSettings { Name = "Push #", Type = "push", Interval = 3600, PushToken = "token#" });
        foreach (var (name, url, count) in new[]
        {
            ("Bad silent #", $"http://127.0.0.1:{hung.Port}/#", 50),
            ("Bad dripping #", $"http://127.0.0.1:{dripping.Port}/#", 50),
            ("Bad endless #", $"http://127.0.0.1:{endless.Port}/#", 50),
            ("Bad name #", "http://dead-#.kuma.invalid/", Dead),
        })
        {
            await kuma.SeedMonitorsAsync(
                count, new MonitorSettings { Name = name, Type = "keyword", Keyword = "OK", Interval = 60, RetryInterval = 60, Timeout = 10, Url = url });
        }

        var environment = new Dictionary<string, string>(clock?.Environment ?? new Dictionary<string, string>()) { ["DOTNET_GCHeapHardLimit"] = HeapLimit };
        await kuma.StartAsync(cancellationToken, environment, names is null ? null : NameServer.Address);
        var faults = Faults(kuma, disk, clock).ToList();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pushers = Enumerable.Range(0, 4).Select(pusher => PushAsync(options.Port, pusher, end.Token)).ToList();
        var (began, start) = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow());
        var (settled, highest) = (0.0, 0.0);
        for (var round = 0; Stopwatch.GetElapsedTime(began) < length; round++)
        {
            await Task.Delay(pause, cancellationToken);
            var (what, disturbAsync) = faults[round % faults.Count];
            Console.WriteLine(what);
            await disturbAsync(cancellationToken);
            highest = Math.Max(highest, kuma.ResidentMegabytes());
            settled = round == faults.Count - 1 ? highest : settled;
        }

        await Task.Delay(TimeSpan.FromSeconds(10), cancellationToken);
        await end.CancelAsync();
        var answered = (await Task.WhenAll(pushers)).Sum();
        var stored = await kuma.QueryAsync<long>("select count(distinct (monitor_id, msg)) from heartbeat where msg like 'soak-%'");
        var twice = await kuma.QueryAsync<long>("select count(*) - count(distinct (monitor_id, msg)) from heartbeat where msg like 'soak-%'");
        var down = await kuma.QueryAsync<long>(BeatsOf + "m.name not like 'Bad %' and h.status <> 1");
        var up = await kuma.QueryAsync<long>(BeatsOf + "m.name like 'Bad %' and h.status = 1");
        var bad = await kuma.QueryAsync<long>(BeatsOf + "m.name like 'Bad %'");
        Figures.Print("answered, stored, stored twice", $"{answered}, {stored}, {twice}");
        Figures.Print("good targets' beats not UP", $"{down}");
        Figures.Print("bad targets' beats, those UP", $"{bad}, {up}");
        var ahead = await kuma.QueryAsync<long>("select count(*) from heartbeat where time > now() + interval '20 minutes'");
        var behind = await kuma.QueryAsync<long>("select count(*) from heartbeat where time < @start", new { start = start.AddMinutes(-20) });
        Figures.Print("beats by a clock ahead, behind", $"{ahead}, {behind}");
        Figures.Print("memory, settled and highest", $"{settled:0}, {highest:0} MB");

        // A push that was cut off at the end may be stored without its answer: one per connection.
        return stored >= answered && stored <= answered + pushers.Count && twice == 0 && down == 0 && bad > 0 && up == 0
            && (settled == 0 || highest < settled * 1.5) && (clock is null || settled == 0 || (ahead > 0 && behind > 0));
    }

    /// <summary>What goes wrong in turn, as far as it can be done here.</summary>
    private static IEnumerable<(string What, Func<CancellationToken, Task> DisturbAsync)> Faults(KumaUnderLoad kuma, SmallDisk? disk, SteppedClock? clock)
    {
        yield return ("every connection is cut off", kuma.CutConnectionsAsync);
        yield return ("PostgreSQL is restarted", token => kuma.RestartDatabaseAsync(TimeSpan.Zero, token));
        yield return ("PostgreSQL is away for 60 s", token => kuma.RestartDatabaseAsync(TimeSpan.FromSeconds(60), token));
        if (disk is not null)
        {
            yield return ("the disk is full for 15 s", token => disk.FillAsync(TimeSpan.FromSeconds(15), token));
        }

        if (clock is not null)
        {
            yield return ("the clock is an hour ahead for 30 s, then an hour behind, then right", token => StepAsync(clock, token));
        }
    }

    private static async Task StepAsync(SteppedClock clock, CancellationToken cancellationToken)
    {
        foreach (var offset in new[] { TimeSpan.FromHours(1), TimeSpan.FromHours(-1) })
        {
            clock.Set(offset);
            await Task.Delay(TimeSpan.FromSeconds(30), cancellationToken);
        }

        clock.Set(TimeSpan.Zero);
    }

    private static async Task<int> PushAsync(int port, int pusher, CancellationToken end)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, end);
        var buffer = new byte[4096];
        var answered = 0;
        for (var n = 0; !end.IsCancellationRequested; n++)
        {
            try
            {
                await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /api/push/token{(n % Pushed) + 1}?msg=soak-{pusher}-{n} HTTP/1.1\r\nHost: localhost\r\n\r\n"), end);
                var read = await socket.ReceiveAsync(buffer, end);
                answered += Encoding.ASCII.GetString(buffer, 0, read).StartsWith("HTTP/1.1 200", StringComparison.Ordinal) ? 1 : 0;
                await Task.Delay(5, end);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        return answered;
    }
}
