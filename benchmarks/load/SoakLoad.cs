using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Dapper;

namespace Kuma.Load;

/// <summary>
/// Checks and pushes for a long time beside targets that misbehave and within little memory, while the database is disturbed every minute in another way.
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
            ("Bad name #", "http://host#.invalid/", Dead),
        })
        {
            await kuma.SeedMonitorsAsync(
                count, new MonitorSettings { Name = name, Type = "keyword", Keyword = "OK", Interval = 60, RetryInterval = 60, Timeout = 10, Url = url });
        }

        await kuma.StartAsync(cancellationToken, HeapLimit);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pushers = Enumerable.Range(0, 4).Select(pusher => PushAsync(options.Port, pusher, end.Token)).ToList();
        var began = Stopwatch.GetTimestamp();
        var (settled, highest) = (0.0, 0.0);
        for (var round = 0; Stopwatch.GetElapsedTime(began) < length; round++)
        {
            await Task.Delay(pause, cancellationToken);
            await DisturbAsync(kuma, disk, round, cancellationToken);
            highest = Math.Max(highest, kuma.ResidentMegabytes());
            settled = round == 3 ? highest : settled;
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
        Figures.Print("memory, settled and highest", $"{settled:0}, {highest:0} MB");

        // A push that was cut off at the end may be stored without its answer: one per connection.
        return stored >= answered && stored <= answered + pushers.Count && twice == 0 && down == 0 && bad > 0 && up == 0 && (settled == 0 || highest < settled * 1.5);
    }

    private static async Task DisturbAsync(KumaUnderLoad kuma, SmallDisk? disk, int round, CancellationToken cancellationToken)
    {
        switch (round % (disk is null ? 3 : 4))
        {
            case 0:
                Console.WriteLine("every connection is cut off");
                await using (var connection = await kuma.Database.OpenConnectionAsync(cancellationToken))
                {
                    await connection.ExecuteAsync(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
                }

                break;
            case 1:
                Console.WriteLine("PostgreSQL is restarted");
                await kuma.RestartDatabaseAsync(TimeSpan.Zero, cancellationToken);
                break;
            case 2:
                Console.WriteLine("PostgreSQL is away for 60 s");
                await kuma.RestartDatabaseAsync(TimeSpan.FromSeconds(60), cancellationToken);
                break;
            default:
                Console.WriteLine("the disk is full for 15 s");
                await disk!.FillAsync(TimeSpan.FromSeconds(15), cancellationToken);
                break;
        }
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
