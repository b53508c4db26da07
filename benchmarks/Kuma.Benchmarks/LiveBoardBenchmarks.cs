using BenchmarkDotNet.Attributes;
using Kuma.Application.Monitoring;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;

namespace Kuma.Benchmarks;

/// <summary>The read model of 1,000 monitors.</summary>
[MemoryDiagnoser]
public class LiveBoardBenchmarks
{
    private readonly LiveBoard _board = new(TimeProvider.System, new Samples.Calendar());
    private int _next;

    [GlobalSetup]
    public void Fill()
    {
        for (var id = 1; id <= 1000; id++)
        {
            foreach (var beat in Samples.Ring(id))
            {
                _board.Show(beat);
            }
        }
    }

    [Benchmark(Baseline = true, Description = "show a beat")]
    public void Show()
    {
        _next = (_next % 1000) + 1;
        _board.Show(Samples.Beat(_next, _next));
    }

    [Benchmark(Description = "the newest beat")]
    public Heartbeat? Last() => _board.Last(new MonitorId(500));

    [Benchmark(Description = "the newest 100")]
    public int Recent() => _board.Recent(new MonitorId(500)).Count;
}
