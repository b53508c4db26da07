using System.Diagnostics;

namespace Kuma.Load;

/// <summary>Many http monitors against a target of this machine.</summary>
internal static class MonitorLoad
{
    public static async Task RunAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        var (count, interval) = (options.Number("count", 5000), options.Number("interval", 20));
        var length = TimeSpan.FromMinutes(options.Fraction("minutes", 5));
        using var target = new Target();
        await using var kuma = await KumaUnderLoad.PrepareAsync(options, cancellationToken);
        await kuma.SeedMonitorsAsync(count, new MonitorSettings { Name = "Monitor #", Type = "http", Interval = interval, Url = $"http://127.0.0.1:{target.Port}/#" });
        Figures.Print("start-up", $"{(await kuma.StartAsync(cancellationToken)).TotalSeconds:0.00} s");

        // One interval to begin with: every monitor has had its first check then.
        await Task.Delay(TimeSpan.FromSeconds(interval + 5), cancellationToken);
        var before = await kuma.MetricsAsync();
        var (cpu, database, requests, since) = (kuma.CpuSeconds(), kuma.DatabaseCpuSeconds(), target.Requests, await kuma.QueryAsync<DateTime>("select now()"));
        var began = Stopwatch.GetTimestamp();
        var memory = 0.0;
        while (Stopwatch.GetElapsedTime(began) < length)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            memory = Math.Max(memory, kuma.ResidentMegabytes());
        }

        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var made = target.Requests - requests;
        cpu = kuma.CpuSeconds() - cpu;
        database = kuma.DatabaseCpuSeconds() - database;
        var after = await kuma.MetricsAsync();
        var due = count * elapsed / interval;
        Figures.Print("checks made of due", $"{made} of {due:0} ({made / due:P2})");
        Figures.Print("monitors without a check", $"{await kuma.QueryAsync<long>(MissedSql, new { since, interval })}");
        Figures.Print("start error, p50 at most", $"{Figures.HistogramBound(before, after, Late, 0.5):0.###} ms");
        Figures.Print("start error, p99 at most", $"{Figures.HistogramBound(before, after, Late, 0.99):0.###} ms");
        Figures.Print("start error, all at most", $"{Figures.HistogramBound(before, after, Late, 1):0.###} ms");
        Figures.Print("beats that are not UP", $"{await kuma.QueryAsync<long>("select count(*) from heartbeat where status <> 1")}");
        Figures.Print("memory, highest RSS", $"{memory:0} MB");
        Figures.Print("CPU seconds per 1,000 checks", $"{cpu / made * 1000:0.00} (PostgreSQL {database / made * 1000:0.00})");
    }

    private const string Late = "kuma_engine_start_error";

    // Every window of one interval and two seconds has a beat of every monitor.
    private const string MissedSql = """
        select count(distinct gap.monitor_id)
        from (select monitor_id, time - lag(time) over (partition by monitor_id order by time) as pause from heartbeat where time > @since) gap
        where gap.pause > make_interval(secs => @interval + 2)
        """;
}
