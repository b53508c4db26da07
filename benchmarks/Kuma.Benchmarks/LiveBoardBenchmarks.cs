using BenchmarkDotNet.Attributes;
using Kuma.Application.Monitoring;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Microsoft.Extensions.Time.Testing;

namespace Kuma.Benchmarks;

/// <summary>The read model of 1,000 monitors.</summary>
[MemoryDiagnoser]
public class LiveBoardBenchmarks
{
    private const int Monitors = 1000;

    private readonly LiveBoard _board = new(new FakeTimeProvider(Samples.Start.AddHours(1)), new Samples.Calendar());
    private readonly Heartbeat[] _beats = [.. Enumerable.Range(1, Monitors).Select(id => Samples.Beat(id, 101))];
    private int _next;

    [GlobalSetup]
    public void Fill()
    {
        for (var id = 1; id <= Monitors; id++)
        {
            foreach (var beat in Samples.Ring(id))
            {
                _board.Count(beat);
                _board.Show(beat);
            }
        }
    }

    [Benchmark(Baseline = true, Description = "show a beat")]
    public void Show() => _board.Show(Next());

    [Benchmark(Description = "count a beat in the statistics")]
    public TouchedBuckets Count() => _board.Count(Next());

    [Benchmark(Description = "the newest beat")]
    public Heartbeat? Last() => _board.Last(new MonitorId(500));

    [Benchmark(Description = "the newest 100")]
    public int Recent() => _board.Recent(new MonitorId(500)).Count;

    [Benchmark(Description = "the figures of 24 hours")]
    public UptimeFigure Uptime() => _board.Uptime(new MonitorId(500), UptimeWindow.Day);

    private Heartbeat Next()
    {
        _next = (_next + 1) % Monitors;
        return _beats[_next];
    }
}
