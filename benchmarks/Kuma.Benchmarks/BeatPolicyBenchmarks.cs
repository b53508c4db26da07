using BenchmarkDotNet.Attributes;
using Kuma.Domain.Heartbeats;
using Monitor = Kuma.Domain.Monitors.Monitor;

namespace Kuma.Benchmarks;

/// <summary>The rules: one decision per check, and per push.</summary>
[MemoryDiagnoser]
public class BeatPolicyBenchmarks
{
    private static readonly Monitor Monitor = Samples.Monitor(1);
    private static readonly BeatState Up = default(BeatState).After(Samples.Beat(1, 1));
    private static readonly Observation Passed = new(HeartbeatStatus.Up, IsError: false, "200 - OK", 12);
    private static readonly Observation Failed = new(HeartbeatStatus.Down, IsError: true, "connect ECONNREFUSED", Ping: null);

    [Benchmark(Baseline = true, Description = "a check that passes")]
    public BeatDecision Pass() => Decide(Passed);

    [Benchmark(Description = "a check that fails")]
    public BeatDecision Fail() => Decide(Failed);

    [Benchmark(Description = "a push")]
    public BeatDecision Push() =>
        PushPolicy.Receive(Monitor.Id, Monitor.Settings, Up, reportedUp: true, "OK", 12, underMaintenance: false, Samples.Start);

    private static BeatDecision Decide(Observation seen) =>
        BeatPolicy.Decide(Monitor.Id, Monitor.Settings, Up, seen, underMaintenance: false, Samples.Start, Samples.Start);
}
