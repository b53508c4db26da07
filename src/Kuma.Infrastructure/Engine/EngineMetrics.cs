using System.Diagnostics.Metrics;

namespace Kuma.Infrastructure.Engine;

/// <summary>The engine's own figures, as meter <c>Kuma.Engine</c>.</summary>
internal sealed class EngineMetrics : IDisposable
{
    private readonly Meter _meter = new("Kuma.Engine");
    private readonly Histogram<double> _startError;
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _commitTime;
    private readonly UpDownCounter<int> _inFlight;
    private int _inFlightNow;
    private long _lastLateStart;

    public EngineMetrics()
    {
        _startError = _meter.CreateHistogram<double>("kuma.engine.start_error", "ms", "How late a check began");
        _batchSize = _meter.CreateHistogram<int>("kuma.beatlog.batch_size", "{beat}", "Heartbeats per transaction");
        _commitTime = _meter.CreateHistogram<double>("kuma.beatlog.commit_time", "ms", "From a batch's begin to its commit, retries included");
        _inFlight = _meter.CreateUpDownCounter<int>("kuma.engine.checks_in_flight", "{check}", "Checks that run now, by type");
        ChecksMade = _meter.CreateCounter<long>("kuma.engine.checks", "{check}", "Checks made, by type");
        ChecksAbandoned = _meter.CreateCounter<long>("kuma.engine.checks_abandoned", "{check}", "Checks that never returned, by type");
        BeatsDropped = _meter.CreateCounter<long>("kuma.engine.beats_dropped", "{beat}", "Beats of checks that were overtaken by an edit, a pause or a deletion");
        BeatsRefused = _meter.CreateCounter<long>("kuma.beatlog.refused", "{beat}", "Beats refused because the buffer was full");
        StartsSkipped = _meter.CreateCounter<long>("kuma.engine.starts_skipped", "{check}", "Checks left out because a whole interval was missed");
    }

    public Counter<long> ChecksMade { get; }

    public Counter<long> ChecksAbandoned { get; }

    public Counter<long> BeatsDropped { get; }

    public Counter<long> BeatsRefused { get; }

    public Counter<long> StartsSkipped { get; }

    public int InFlight => Volatile.Read(ref _inFlightNow);

    /// <summary>When a check last began more than two seconds late, as a timestamp; 0 when never.</summary>
    public long LastLateStart => Interlocked.Read(ref _lastLateStart);

    public void ObserveQueue(Func<int> depth) =>
        _meter.CreateObservableGauge("kuma.beatlog.queue_depth", depth, "{beat}", "Heartbeats that wait to be written");

    public void Started(TimeSpan late, long now)
    {
        _startError.Record(late.TotalMilliseconds);
        if (late > TimeSpan.FromSeconds(2))
        {
            Interlocked.Exchange(ref _lastLateStart, now);
        }
    }

    public void BatchStored(int beats, TimeSpan elapsed)
    {
        _batchSize.Record(beats);
        _commitTime.Record(elapsed.TotalMilliseconds);
    }

    public void Enter(string type)
    {
        Interlocked.Increment(ref _inFlightNow);
        _inFlight.Add(1, Type(type));
    }

    public void Leave(string type)
    {
        Interlocked.Decrement(ref _inFlightNow);
        _inFlight.Add(-1, Type(type));
        ChecksMade.Add(1, Type(type));
    }

    public void Dispose() => _meter.Dispose();

    public static KeyValuePair<string, object?> Type(string type) => new("type", type);
}
