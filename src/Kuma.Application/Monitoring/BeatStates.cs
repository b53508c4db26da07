using System.Collections.Concurrent;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;

namespace Kuma.Application.Monitoring;

/// <summary>
/// The newest decided state of every monitor. It runs ahead of the live board by the beats that are not committed yet; both sides that make
/// beats, the scheduler and push requests, decide against it.
/// </summary>
public sealed class BeatStates(TimeProvider time) : IDisposable
{
    // Shared by every step of a monitor, exclusive while beats are cleared: none is decided between the two halves of that.
    private readonly ReaderWriterLockSlim _all = new();
    private readonly ConcurrentDictionary<MonitorId, MonitorState> _states = new();
    private readonly TimeProvider _time = time;

    public MonitorState Of(MonitorId id) => _states.GetOrAdd(id, static (_, states) => new MonitorState(states._all, states._time), this);

    /// <summary>Changes the states of these monitors; <paramref name="queue"/> tells the log within the same step. What it refuses changes nothing.</summary>
    internal Task Change(IReadOnlyCollection<MonitorId> ids, Func<Task> queue, Func<BeatState, BeatState> change)
    {
        _all.EnterWriteLock();
        try
        {
            var queued = queue();
            if (!queued.IsFaulted)
            {
                foreach (var state in ids.Select(Of))
                {
                    state.Restore(change(state.Current));
                }
            }

            return queued;
        }
        finally
        {
            _all.ExitWriteLock();
        }
    }

    /// <summary>Drops a deleted monitor; what still holds its state can no longer make a beat of it.</summary>
    public void Forget(MonitorId id)
    {
        if (_states.TryRemove(id, out var state))
        {
            state.Retire();
        }
    }

    public void Dispose() => _all.Dispose();
}

/// <summary>One monitor's newest state. A decision, the hand-over to the log and the step to the next state happen under one lock.</summary>
public sealed class MonitorState
{
    private readonly Lock _gate = new();
    private readonly ReaderWriterLockSlim _all;
    private readonly TimeProvider _time;
    private long? _decidedAt;
    private BeatState _current;
    private int _generation;
    private bool _retired;

    internal MonitorState(ReaderWriterLockSlim all, TimeProvider time) => (_all, _time) = (all, time);

    /// <summary>The state after the newest decided beat.</summary>
    public BeatState Current
    {
        get
        {
            lock (_gate)
            {
                return _current;
            }
        }
    }

    /// <summary>
    /// The time now, as the newest beat's clock would tell it: a wall clock that was set meanwhile does not change how old that beat is. The wall clock's
    /// own time when the beat was loaded.
    /// </summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
            {
                return _decidedAt is { } at && _current.Time is { } time ? time + _time.GetElapsedTime(at) : _time.GetUtcNow();
            }
        }
    }

    /// <summary>Starts a new life of the monitor's check loop: beats of earlier ones are dropped from now on.</summary>
    public int NewGeneration()
    {
        lock (_gate)
        {
            return ++_generation;
        }
    }

    /// <summary>Sets the state that was loaded from the database.</summary>
    public void Restore(BeatState state)
    {
        lock (_gate)
        {
            (_current, _decidedAt) = (state, null);
        }
    }

    internal void Retire()
    {
        lock (_gate)
        {
            _retired = true;
            _generation++;
        }
    }

    /// <summary>Runs <paramref name="record"/> against the current state and takes over the state that it returns, as one step.</summary>
    /// <returns>False when the monitor is gone, or when <paramref name="generation"/> is given and no longer the current one.</returns>
    internal bool TryStep(int? generation, Func<BeatState, BeatState> record)
    {
        _all.EnterReadLock();
        try
        {
            lock (_gate)
            {
                if (_retired || (generation is { } wanted && wanted != _generation))
                {
                    return false;
                }

                var next = record(_current);
                if (next != _current)
                {
                    (_current, _decidedAt) = (next, _time.GetTimestamp());
                }

                return true;
            }
        }
        finally
        {
            _all.ExitReadLock();
        }
    }
}
