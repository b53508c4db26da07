namespace SocketIO.Core.Engine;

/// <summary>
/// Deadlines that all lie the same time ahead, so that they expire in the order in which they were set: a linked list and one timer serve
/// any number of connections.
/// </summary>
internal sealed class DeadlineList : IDisposable
{
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(3);

    private readonly Lock _gate;
    private readonly TimeProvider _time;
    private readonly TimeSpan _delay;
    private readonly ITimer _timer;
    private Deadline? _first;
    private Deadline? _last;
    private bool _isArmed;
    private bool _isDisposed;

    /// <summary>Makes a list.</summary>
    /// <param name="gate">Shared by all lists between which a deadline may move.</param>
    /// <param name="delay">How far ahead the deadlines lie.</param>
    /// <param name="time">The clock.</param>
    public DeadlineList(Lock gate, TimeSpan delay, TimeProvider time)
    {
        _gate = gate;
        _delay = delay;
        _time = time;
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(static state => ((DeadlineList)state!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Sets the deadline anew. Without a delay there is none.</summary>
    public void Set(Deadline deadline) => Set(deadline, _time.GetTimestamp());

    /// <summary>Sets the deadline anew, counted from a moment that is about now or a little earlier.</summary>
    public void Set(Deadline deadline, long from)
    {
        lock (_gate)
        {
            Unlink(deadline);
            if (_delay == Timeout.InfiniteTimeSpan || _isDisposed)
            {
                return;
            }

            deadline.From = from;
            deadline.List = this;
            deadline.Previous = _last;
            if (_last is null)
            {
                _first = deadline;
            }
            else
            {
                _last.Next = deadline;
            }

            _last = deadline;
            if (!_isArmed)
            {
                _isArmed = true;
                var left = _delay - _time.GetElapsedTime(from);
                _timer.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Takes the deadline out of whichever list it is in.</summary>
    public void Cancel(Deadline deadline)
    {
        lock (_gate)
        {
            Unlink(deadline);
        }
    }

    /// <summary>Whether the deadline is in this list and its time is over, though the timer may not have seen it yet; rounded as timers round.</summary>
    public bool IsOver(Deadline deadline)
    {
        lock (_gate)
        {
            return ReferenceEquals(deadline.List, this) && _time.GetElapsedTime(deadline.From) + Rounding >= _delay;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
        }

        _timer.Dispose();
    }

    private static void Unlink(Deadline deadline)
    {
        if (deadline.List is not { } list)
        {
            return;
        }

        if (deadline.Previous is null)
        {
            list._first = deadline.Next;
        }
        else
        {
            deadline.Previous.Next = deadline.Next;
        }

        if (deadline.Next is null)
        {
            list._last = deadline.Previous;
        }
        else
        {
            deadline.Next.Previous = deadline.Previous;
        }

        deadline.List = null;
        deadline.Next = null;
        deadline.Previous = null;
    }

    private void Expire()
    {
        while (true)
        {
            Deadline due;
            lock (_gate)
            {
                if (_first is null)
                {
                    _isArmed = false;
                    return;
                }

                var left = _delay - _time.GetElapsedTime(_first.From);
                if (left > TimeSpan.Zero)
                {
                    // Rounded up to what a timer can do, or it would fire a moment early, many times.
                    _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
                    return;
                }

                due = _first;
                Unlink(due);
            }

            due.Expired();
        }
    }
}

/// <summary>A place in a <see cref="DeadlineList"/>; it is in one list at most.</summary>
internal abstract class Deadline
{
    internal DeadlineList? List { get; set; }

    internal Deadline? Previous { get; set; }

    internal Deadline? Next { get; set; }

    /// <summary>The time stamp from which the delay counts.</summary>
    internal long From { get; set; }

    /// <summary>Called once when the time is over; must neither block nor throw.</summary>
    public abstract void Expired();
}
