using BenchmarkDotNet.Attributes;
using Kuma.Domain.Heartbeats;
using Kuma.Web.Contracts;

namespace Kuma.Benchmarks;

/// <summary>Beats as clients get them: one live, and the hundred of a monitor at sign-in.</summary>
[MemoryDiagnoser]
public class WireBenchmarks
{
    private readonly Heartbeat[] _ring = Samples.Ring(7);
    private readonly Samples.Timezone _timezone = new();
    private readonly BeatRows _rows = new();

    [Benchmark(Baseline = true, Description = "a live beat")]
    public int Live() => BeatWriter.Live(_ring[0], _timezone).Length;

    [Benchmark(Description = "100 stored beats")]
    public int Stored() => _rows.Write(_ring).Length;

    [Benchmark(Description = "100 important beats of a page")]
    public int Paged() => BeatWriter.Paged(_ring).Length;
}
