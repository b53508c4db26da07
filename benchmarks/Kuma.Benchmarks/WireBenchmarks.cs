using BenchmarkDotNet.Attributes;
using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Kuma.Web.Contracts;

namespace Kuma.Benchmarks;

/// <summary>What clients get: one live beat, the hundred of a monitor at sign-in, the list of monitors; in the full feed and in the lean one.</summary>
[MemoryDiagnoser]
public class WireBenchmarks
{
    private const int Monitors = 100;

    private readonly Heartbeat[] _ring = Samples.Ring(7);
    private readonly Samples.Timezone _timezone = new();
    private readonly BeatRows _rows = new();
    private readonly LiveBoard _board = new(TimeProvider.System, new Samples.Calendar());
    private readonly MonitorId[] _one = [new(7)];
    private readonly MonitorView[] _views =
    [
        .. Enumerable.Range(1, Monitors).Select(id => Samples.Monitor(id)).Select(monitor => new MonitorView(
            monitor, Active: true, ForceInactive: false, UnderMaintenance: false, [monitor.Settings.Name], [], [new NotificationId(1)], [])),
    ];

    [GlobalSetup]
    public void Fill()
    {
        foreach (var beat in _ring)
        {
            _board.Show(beat);
        }
    }

    [Benchmark(Baseline = true, Description = "a live beat")]
    public int Live() => BeatWriter.Live(_ring[0], _timezone).Length;

    [Benchmark(Description = "a live beat, lean")]
    public int LeanLive() => LeanWriter.Beats([_ring[0]], _board).Length;

    [Benchmark(Description = "100 stored beats")]
    public int Stored() => _rows.Write(_ring).Length;

    [Benchmark(Description = "100 stored beats, lean")]
    public int LeanStored() => LeanWriter.Histories(_one, _board).Length;

    [Benchmark(Description = "100 important beats of a page")]
    public int Paged() => BeatWriter.Paged(_ring).Length;

    [Benchmark(Description = "100 monitors")]
    public int List() => MonitorWriter.Keyed(_views).Length;

    [Benchmark(Description = "100 monitors, lean")]
    public int LeanList() => LeanWriter.Monitors(_views).Length;
}
