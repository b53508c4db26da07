namespace SocketIO.Core;

/// <summary>Gathers the acknowledgements of a broadcast. An adapter registers each socket before the packet goes out.</summary>
public abstract class BroadcastAckCollector
{
    private protected BroadcastAckCollector()
    {
    }

    /// <summary>Counts sockets that were sent the packet.</summary>
    /// <param name="count">How many more.</param>
    public abstract void Expect(int count);

    /// <summary>Takes an answer, for instance from another node.</summary>
    /// <param name="arguments">The arguments of the answer.</param>
    public abstract void Add(SocketArguments arguments);

    internal abstract PendingAck Pending { get; }

    internal abstract void Registered(Socket socket);
}

internal sealed class BroadcastAck<T> : BroadcastAckCollector
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<IReadOnlyList<T>> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<T> _responses = [];
    private readonly List<Socket> _sockets = [];
    private readonly long _id;
    private ITimer? _timer;
    private bool _isStarted;
    private int _missing;

    public BroadcastAck(long id)
    {
        _id = id;
        Pending = new Entry(this);
    }

    public Task<IReadOnlyList<T>> Task => _completion.Task;

    internal override PendingAck Pending { get; }

    public void Start(TimeSpan timeout, TimeProvider time)
    {
        lock (_gate)
        {
            _isStarted = true;
            if (_missing > 0)
            {
                _timer = time.CreateTimer(_ => Expire(), state: null, timeout, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        Finish();
    }

    public override void Expect(int count)
    {
        lock (_gate)
        {
            _missing += count;
        }
    }

    public override void Add(SocketArguments arguments)
    {
        try
        {
            var response = AckResult.Convert<T>(arguments);
            lock (_gate)
            {
                _responses.Add(response);
                if (--_missing > 0 || !_isStarted)
                {
                    return;
                }
            }

            Finish();
        }
        catch (Exception exception)
        {
            _timer?.Dispose();
            _completion.TrySetException(exception);
        }
    }

    internal override void Registered(Socket socket)
    {
        lock (_gate)
        {
            _sockets.Add(socket);
        }
    }

    private void Finish()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            _completion.TrySetResult([.. _responses]);
        }
    }

    private void Expire()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            _completion.TrySetException(new SocketAckTimeoutException { Responses = [.. _responses.Cast<object?>()] });
        }

        foreach (var socket in _sockets)
        {
            socket.ForgetAck(_id);
        }
    }

    private sealed class Entry(BroadcastAck<T> owner) : PendingAck
    {
        public override void Complete(Socket socket, SocketArguments arguments) => owner.Add(arguments);

        // As in the JavaScript server: who leaves is missing, and the limit tells.
        public override void Disconnected(Socket socket)
        {
        }
    }
}
