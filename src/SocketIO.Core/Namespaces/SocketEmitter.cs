namespace SocketIO.Core;

/// <summary>Emits to one socket with modifiers: volatile, compression, time limit.</summary>
public readonly struct SocketEmitter : IEquatable<SocketEmitter>
{
    private readonly Socket _socket;
    private readonly bool _isVolatile;
    private readonly bool _compress;
    private readonly TimeSpan? _timeout;

    internal SocketEmitter(Socket socket, bool isVolatile, bool compress, TimeSpan? timeout)
    {
        _socket = socket;
        _isVolatile = isVolatile;
        _compress = compress;
        _timeout = timeout;
    }

    /// <summary>Adds the volatile modifier.</summary>
    public SocketEmitter Volatile => new(_socket, isVolatile: true, _compress, _timeout);

    /// <summary>Compares two emitters.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(SocketEmitter left, SocketEmitter right) => left.Equals(right);

    /// <summary>Compares two emitters.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(SocketEmitter left, SocketEmitter right) => !left.Equals(right);

    /// <summary>Adds a ruling on compression.</summary>
    /// <param name="compress">Whether the packet may be compressed.</param>
    /// <returns>The emitter with the ruling.</returns>
    public SocketEmitter Compress(bool compress) => new(_socket, _isVolatile, compress, _timeout);

    /// <summary>Adds a limit on the time for the acknowledgement.</summary>
    /// <param name="timeout">The limit.</param>
    /// <returns>The emitter with the limit.</returns>
    public SocketEmitter Timeout(TimeSpan timeout) => new(_socket, _isVolatile, _compress, timeout);

    /// <summary>Sends an event.</summary>
    /// <param name="eventName">The name; not a reserved one.</param>
    /// <param name="args">The arguments.</param>
    /// <returns>A completed task.</returns>
    public ValueTask EmitAsync(string eventName, params ReadOnlySpan<object?> args)
    {
        _socket.Emit(eventName, args, _isVolatile, _compress);
        return ValueTask.CompletedTask;
    }

    /// <summary>Sends an event and waits for the acknowledgement.</summary>
    /// <typeparam name="T">The type of the first argument of the answer, or <see cref="SocketArguments"/> for all.</typeparam>
    /// <param name="eventName">The name; not a reserved one.</param>
    /// <param name="args">The arguments.</param>
    /// <returns>The answer.</returns>
    public Task<T> EmitWithAckAsync<T>(string eventName, params ReadOnlySpan<object?> args) =>
        _socket.EmitWithAck<T>(eventName, args, _timeout, _compress, CancellationToken.None);

    /// <inheritdoc />
    public bool Equals(SocketEmitter other) =>
        ReferenceEquals(_socket, other._socket) && _isVolatile == other._isVolatile && _compress == other._compress && _timeout == other._timeout;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is SocketEmitter other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_socket, _isVolatile, _compress, _timeout);
}
