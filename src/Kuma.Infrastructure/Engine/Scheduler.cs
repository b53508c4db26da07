using System.Collections.Concurrent;
using System.Threading.Channels;
using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using Microsoft.Extensions.Logging;

namespace Kuma.Infrastructure.Engine;

/// <summary>
/// When each monitor is checked: one loop over a priority queue, driven by one timer. Due times are monotonic, so a stepped wall clock moves
/// nothing. The period is start to start: the next due time comes from the previous one.
/// </summary>
internal sealed partial class Scheduler : IDisposable
{
    private readonly ConcurrentDictionary<MonitorId, Slot> _slots = new();
    private readonly PriorityQueue<Slot, long> _queue = new();
    private readonly ConcurrentDictionary<Slot, Task> _running = new();

    // Unbounded on purpose: it carries one entry per monitor and reschedule at the most, and refusing one would lose a monitor.
    private readonly Channel<Slot?> _changes = Channel.CreateUnbounded<Slot?>(new UnboundedChannelOptions { SingleReader = true });
    private readonly IMonitorDirectory _directory;
    private readonly BeatStates _states;
    private readonly Beating _beating;
    private readonly EngineMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<Scheduler> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITimer _timer;
    private Task _loop = Task.CompletedTask;

    public Scheduler(
        IMonitorDirectory directory, BeatStates states, Beating beating, EngineMetrics metrics, TimeProvider time, ILogger<Scheduler> logger)
    {
        (_directory, _states, _beating, _metrics, _time, _logger) = (directory, states, beating, metrics, time, logger);
        _timer = time.CreateTimer(_ => _changes.Writer.TryWrite(null), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Count => _slots.Count;

    public void Start() => _loop = LoopAsync();

    /// <summary>Starts a monitor anew; a check of its earlier life that is in flight makes no beat any more.</summary>
    public void Schedule(MonitorId id, TimeSpan firstIn)
    {
        var slot = new Slot(id, _states.Of(id).NewGeneration()) { Due = _time.GetTimestamp() + Ticks(firstIn) };
        _slots[id] = slot;
        _changes.Writer.TryWrite(slot);
    }

    /// <summary>Stops a monitor; a check in flight makes no beat any more.</summary>
    public void Unschedule(MonitorId id)
    {
        _slots.TryRemove(id, out _);
        _states.Of(id).NewGeneration();
    }

    public bool IsScheduled(MonitorId id) => _slots.ContainsKey(id);

    /// <summary>Starts nothing more, and waits for the checks in flight as long as <paramref name="limit"/> allows.</summary>
    public async Task StopAsync(TimeSpan limit)
    {
        _changes.Writer.TryComplete();
        await _loop;
        var inFlight = Task.WhenAll(_running.Values);
        await Task.WhenAny(inFlight, Task.Delay(limit, _time, CancellationToken.None));
        await _stopping.CancelAsync();
        await inFlight;
    }

    public void Dispose()
    {
        _timer.Dispose();
        _stopping.Dispose();
    }

    private async Task LoopAsync()
    {
        while (await _changes.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (_changes.Reader.TryRead(out var changed))
            {
                if (changed is not null)
                {
                    _queue.Enqueue(changed, changed.Due);
                }
            }

            BeginDue();
        }
    }

    private void BeginDue()
    {
        while (_queue.TryPeek(out var slot, out var due))
        {
            var wait = due - _time.GetTimestamp();
            if (wait > 0)
            {
                // A day at the most: timers have a limit, the loop looks again.
                var pause = TimeSpan.FromSeconds((double)wait / _time.TimestampFrequency);
                _timer.Change(pause < OneDay ? pause + OneTick : OneDay, Timeout.InfiniteTimeSpan);
                return;
            }

            _queue.Dequeue();
            if (IsCurrent(slot))
            {
                TryBegin(slot);
            }
        }
    }

    // Timers count whole milliseconds, rounded down: without it the loop would wake just before the time and spin.
    private static readonly TimeSpan OneTick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    /// <summary>The loop outlives a beat that cannot even begin, for want of memory; it is tried again. (The queue has just had room for the slot.)</summary>
    private void TryBegin(Slot slot)
    {
        try
        {
            Begin(slot);
        }
        catch (OutOfMemoryException)
        {
            slot.Due = _time.GetTimestamp() + Ticks(OneSecond);
            _queue.Enqueue(slot, slot.Due);
        }
    }

    private void Begin(Slot slot)
    {
        if (_directory.Find(slot.Id) is not { } monitor || !IsRunnable(monitor))
        {
            _slots.TryRemove(new KeyValuePair<MonitorId, Slot>(slot.Id, slot));
            return;
        }

        var interval = Ticks(TimeSpan.FromSeconds(Math.Max(1, monitor.Settings.Interval)));
        var missed = (_time.GetTimestamp() - slot.Due) / interval;
        if (missed > 0)
        {
            // The machine slept. Everybody keeps his place in the interval, so that the checks do not all start at once now.
            _metrics.StartsSkipped.Add(missed);
            slot.Due += (missed + 1) * interval;
            _queue.Enqueue(slot, slot.Due);
            return;
        }

        var run = RunAsync(slot, monitor);
        if (!run.IsCompleted)
        {
            Await(slot, run);
        }
    }

    /// <summary>Remembers a beat that runs, for the stop.</summary>
    private void Await(Slot slot, Task run)
    {
        try
        {
            _running[slot] = run;
            _ = run.ContinueWith(
                _ => _running.TryRemove(new KeyValuePair<Slot, Task>(slot, run)), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
        catch (OutOfMemoryException)
        {
            // It runs all the same; a stop does not wait for it.
        }
    }

    /// <summary>One beat, then the next due time; it never throws.</summary>
    private async Task RunAsync(Slot slot, Monitor monitor)
    {
        var delay = TimeSpan.FromSeconds(Math.Max(1, monitor.Settings.Interval));
        var fromNow = false;
        try
        {
            var next = await _beating.BeatAsync(monitor, slot.Generation, slot.Due, _stopping.Token);
            if (next is null)
            {
                return;
            }

            (delay, fromNow) = (next.Value.Delay, next.Value.FromNow);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            // A bug of ours. The monitor goes on at its interval.
            Log.BeatFailed(_logger, e, monitor.Id.Value);
        }

        var now = _time.GetTimestamp();
        slot.Due = Math.Max((fromNow ? now : slot.Due) + Ticks(delay), now + Ticks(OneTick));
        if (IsCurrent(slot))
        {
            Return(slot);
        }
    }

    /// <summary>Gives the slot back to the loop; without memory for that the monitor would be lost, so it waits for some.</summary>
    private void Return(Slot slot)
    {
        var wait = default(SpinWait);
        while (true)
        {
            try
            {
                _changes.Writer.TryWrite(slot);
                return;
            }
            catch (OutOfMemoryException)
            {
                wait.SpinOnce();
            }
        }
    }

    /// <summary>A monitor runs when it and every group above it are switched on.</summary>
    public bool IsRunnable(Monitor monitor) => monitor.Active && _directory.AncestorsOf(monitor.Id).All(static group => group.Active);

    private bool IsCurrent(Slot slot) => _slots.TryGetValue(slot.Id, out var current) && ReferenceEquals(current, slot);

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);

    private sealed class Slot(MonitorId id, int generation)
    {
        public MonitorId Id { get; } = id;

        public int Generation { get; } = generation;

        /// <summary>Touched by whoever holds the slot: the queue or its running beat.</summary>
        public long Due { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Error, "Monitor {MonitorId}: the beat failed inside Kuma; the next one follows at the interval")]
        public static partial void BeatFailed(ILogger logger, Exception exception, int monitorId);
    }
}
