namespace SocketIO.Core;

/// <summary>An acknowledgement that is waited for.</summary>
internal abstract class PendingAck
{
    public abstract void Complete(Socket socket, SocketArguments arguments);

    public abstract void Disconnected(Socket socket);
}

/// <summary>The acknowledgement of one socket.</summary>
internal sealed class SingleAck<T> : PendingAck, IDisposable
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private CancellationTokenRegistration _registration;

    public Task<T> Task => _completion.Task;

    public void Start(Socket socket, long id, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        if (timeout is { } limit && limit != Timeout.InfiniteTimeSpan)
        {
            _timer = socket.Namespace.Server.Options.TimeProvider.CreateTimer(
                _ => Abandon(socket, id, new SocketAckTimeoutException()), state: null, limit, Timeout.InfiniteTimeSpan);
        }

        _registration = cancellationToken.Register(() => Abandon(socket, id, new OperationCanceledException(cancellationToken)));
        if (_completion.Task.IsCompleted)
        {
            Dispose();
        }
    }

    public override void Complete(Socket socket, SocketArguments arguments)
    {
        Dispose();
        try
        {
            _completion.TrySetResult(AckResult.Convert<T>(arguments));
        }
        catch (Exception exception)
        {
            _completion.TrySetException(exception);
        }
    }

    public override void Disconnected(Socket socket)
    {
        Dispose();
        _completion.TrySetException(new SocketDisconnectedException());
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _registration.Unregister();
    }

    private void Abandon(Socket socket, long id, Exception exception)
    {
        socket.ForgetAck(id);
        _timer?.Dispose();
        _completion.TrySetException(exception);
    }
}

internal static class AckResult
{
    /// <summary>The whole list, or the first argument as the type asked for.</summary>
    public static T Convert<T>(SocketArguments arguments) =>
        typeof(T) == typeof(SocketArguments) ? (T)(object)arguments : arguments.Get<T>(0)!;
}
