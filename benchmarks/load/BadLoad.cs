using System.Diagnostics;

namespace Kuma.Load;

/// <summary>A few good monitors beside thousands that fail in one way: what a failed check costs, and what the good ones notice of it.</summary>
internal static class BadLoad
{
    private const string Late = "kuma_engine_start_error";

    private const string GoodBeats = " from heartbeat h join monitor m on m.id = h.monitor_id where m.name like 'Good %'";

    public static async Task RunAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        var (count, good, interval) = (options.Number("count", 10_000), options.Number("good", 100), options.Number("interval", 60));
        var length = TimeSpan.FromMinutes(options.Fraction("minutes", 2));
        var kind = options.Text("kind") ?? "dead";
        using var target = new Target();
        using var hung = new BadTarget(BadHabit.Silence);
        using var names = new NameServer();
        var bad = kind switch
        {
            "dead" => "http://dead-#.kuma.test/",
            "one" => "http://dead.kuma.test/#",
            "silent" => "http://silent-#.kuma.test/",
            "hung" => $"http://127.0.0.1:{hung.Port}/#",
            "refused" => "http://127.0.0.1:1/#",
            _ => throw new ArgumentException($"--kind {kind} is not known", nameof(options)),
        };

        await using var kuma = await KumaUnderLoad.PrepareAsync(options, cancellationToken);
        await kuma.SeedMonitorsAsync(count, Pattern("Bad #", interval, bad) with { Timeout = options.Number("timeout", 10) });
        await kuma.SeedMonitorsAsync(good, Pattern("Good #", 20, $"http://good-#.kuma.test:{target.Port}/#"));
        await kuma.StartAsync(cancellationToken, nameServer: NameServer.Address);
        await Task.Delay(TimeSpan.FromSeconds(interval + 15), cancellationToken);

        var before = await kuma.MetricsAsync();
        var (cpu, failed, questions, memory) = (kuma.CpuSeconds(), await FailedAsync(kuma), names.Questions, 0.0);
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < length)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            memory = Math.Max(memory, kuma.ResidentMegabytes());
        }

        cpu = kuma.CpuSeconds() - cpu;
        failed = await FailedAsync(kuma) - failed;
        var after = await kuma.MetricsAsync();
        var fromGood = target.Requests;
        Figures.Print("failed checks, questions for names", $"{failed}, {names.Questions - questions}");
        Figures.Print("CPU seconds per 1,000 checks", $"{cpu / (failed + (good * length.TotalSeconds / 20)) * 1000:0.00}");
        Figures.Print("start error, p99 at most", $"{Figures.HistogramBound(before, after, Late, 0.99):0.###} ms");
        Figures.Print("memory, highest RSS", $"{memory:0} MB");
        Figures.Print("good: requests, beats, not UP", $"{fromGood}, {await GoodAsync(kuma, "count(*)")}, {await GoodAsync(kuma, "count(*) filter (where status <> 1)")}");
        Figures.Print("good: slowest first check", $"{await GoodAsync(kuma, "coalesce(max(ping) filter (where h.time < (select min(time) from heartbeat) + interval '60 s'), 0)::bigint")} ms");
        Figures.Print("good: slowest check", $"{await GoodAsync(kuma, "coalesce(max(ping), 0)::bigint")} ms");
    }

    private static MonitorSettings Pattern(string name, int interval, string url) =>
        new() { Name = name, Type = "http", Interval = interval, RetryInterval = interval, Timeout = 16, Url = url };

    private static Task<long> FailedAsync(KumaUnderLoad kuma) => kuma.QueryAsync<long>("select count(*) from heartbeat where status = 0");

    private static Task<long> GoodAsync(KumaUnderLoad kuma, string what) => kuma.QueryAsync<long>("select " + what + GoodBeats);
}
