using BenchmarkDotNet.Attributes;
using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;

namespace Kuma.Benchmarks;

/// <summary>The statistics of one monitor that has run for a year.</summary>
[MemoryDiagnoser]
public class UptimeBenchmarks
{
    private readonly UptimeCalculator _calculator = new();
    private DateTimeOffset _now = Samples.Start;

    [GlobalSetup]
    public void Fill()
    {
        for (var hour = -365 * 24; hour < 0; hour++)
        {
            _calculator.Add(HeartbeatStatus.Up, hour & 63, Samples.Start.AddHours(hour));
        }

        for (var minute = -1440; minute < 0; minute++)
        {
            _calculator.Add(HeartbeatStatus.Up, minute & 63, Samples.Start.AddMinutes(minute));
        }
    }

    [Benchmark(Baseline = true, Description = "count a beat")]
    public TouchedBuckets Add()
    {
        _now = _now.AddSeconds(20);
        return _calculator.Add(HeartbeatStatus.Up, 12, _now);
    }

    [Benchmark(Description = "the figures of 24 hours")]
    public UptimeFigure Day() => _calculator.Figure(UptimeWindow.Day, _now);

    [Benchmark(Description = "the figures of a year")]
    public UptimeFigure Year() => _calculator.Figure(UptimeWindow.Year, _now);

    [Benchmark(Description = "a chart of 24 hours")]
    public int Chart() => _calculator.Buckets(UptimeWindow.Day, _now).Count;
}
