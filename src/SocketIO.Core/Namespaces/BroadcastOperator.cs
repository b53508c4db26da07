namespace SocketIO.Core;

/// <summary>
/// Sends to many sockets at once: rooms are joined, exceptions taken away, modifiers kept. Immutable: each call gives a new operator.
/// </summary>
public sealed class BroadcastOperator
{
    private readonly Namespace _namespace;
    private readonly string[] _rooms;
    private readonly string[] _except;

    internal BroadcastOperator(Namespace nsp, string[] rooms, string[] except)
    {
        _namespace = nsp;
        _rooms = rooms;
        _except = except;
    }

    private BroadcastOperator(BroadcastOperator other, string[] rooms, string[] except)
        : this(other._namespace, rooms, except)
    {
        IsLocal = other.IsLocal;
        IsVolatile = other.IsVolatile;
        IsCompressed = other.IsCompressed;
        AckTimeout = other.AckTimeout;
    }

    /// <summary>Only sockets of this node.</summary>
    public BroadcastOperator Local => new(this, _rooms, _except) { IsLocal = true };

    /// <summary>Clients that cannot take the packet at once do not get it.</summary>
    public BroadcastOperator Volatile => new(this, _rooms, _except) { IsVolatile = true };

    internal bool IsLocal { get; init; }

    internal bool IsVolatile { get; init; }

    internal bool IsCompressed { get; init; } = true;

    internal TimeSpan? AckTimeout { get; init; }

    /// <summary>Adds a room. Without any, all sockets of the namespace are meant.</summary>
    /// <param name="room">The room.</param>
    /// <returns>A new operator.</returns>
    public BroadcastOperator To(string room) => new(this, [.. _rooms, room], _except);

    /// <summary>Adds rooms. A socket in several of them gets the event once.</summary>
    /// <param name="rooms">The rooms.</param>
    /// <returns>A new operator.</returns>
    public BroadcastOperator To(IEnumerable<string> rooms) => new(this, [.. _rooms, .. rooms], _except);

    /// <summary>The same as <see cref="To(string)"/>.</summary>
    /// <param name="room">The room.</param>
    /// <returns>A new operator.</returns>
    public BroadcastOperator In(string room) => To(room);

    /// <summary>Leaves the sockets of a room out.</summary>
    /// <param name="room">The room.</param>
    /// <returns>A new operator.</returns>
    public BroadcastOperator Except(string room) => new(this, _rooms, [.. _except, room]);

    /// <summary>Leaves the sockets of rooms out.</summary>
    /// <param name="rooms">The rooms.</param>
    /// <returns>A new operator.</returns>
    public BroadcastOperator Except(IEnumerable<string> rooms) => new(this, _rooms, [.. _except, .. rooms]);

    /// <summary>Rules on compression.</summary>
    /// <param name="compress">Whether the packet may be compressed.</param>
    /// <returns>A new operator.</returns>
    public BroadcastOperator Compress(bool compress) => new(this, _rooms, _except) { IsCompressed = compress };

    /// <summary>Limits the time for acknowledgements.</summary>
    /// <param name="timeout">The limit.</param>
    /// <returns>A new operator.</returns>
    public BroadcastOperator Timeout(TimeSpan timeout) => new(this, _rooms, _except) { AckTimeout = timeout };

    /// <summary>Sends an event. It is encoded once and queued for every client when the call returns.</summary>
    /// <param name="eventName">The name; not a reserved one.</param>
    /// <param name="args">The arguments; bytes become attachments.</param>
    /// <returns>A completed task.</returns>
    /// <exception cref="ArgumentException">The name is reserved.</exception>
    public ValueTask EmitAsync(string eventName, params ReadOnlySpan<object?> args)
    {
        Emit(eventName, args);
        return ValueTask.CompletedTask;
    }

    /// <summary>Sends an event and gathers the acknowledgements of all clients.</summary>
    /// <typeparam name="T">The type of the first argument of an answer, or <see cref="SocketArguments"/> for all.</typeparam>
    /// <param name="eventName">The name; not a reserved one.</param>
    /// <param name="args">The arguments.</param>
    /// <returns>The answers in the order they came.</returns>
    /// <exception cref="InvalidOperationException">No limit was set with <see cref="Timeout"/>.</exception>
    /// <exception cref="SocketAckTimeoutException">Not all clients answered in time; it carries the answers that came.</exception>
    public Task<IReadOnlyList<T>> EmitWithAckAsync<T>(string eventName, params ReadOnlySpan<object?> args)
    {
        ReservedEvents.Refuse(eventName);
        if (AckTimeout is not { } timeout)
        {
            throw new InvalidOperationException("Set a limit with Timeout before a broadcast asks for acknowledgements.");
        }

        var server = _namespace.Server;
        var id = _namespace.NextAckId();
        var ack = new BroadcastAck<T>(id);
        var packet = server.Encoder.Event(_namespace.Utf8Name, id, eventName, args, compress: IsCompressed);
        _namespace.Adapter.BroadcastWithAck(packet, MakeOptions(offset: null), id, ack);
        packet.Release();
        ack.Start(timeout, server.Options.TimeProvider);
        return ack.Task;
    }

    /// <summary>Makes the sockets join rooms.</summary>
    /// <param name="rooms">The rooms.</param>
    /// <returns>A task that ends when the adapter is done.</returns>
    public ValueTask SocketsJoinAsync(params IReadOnlyCollection<string> rooms) =>
        _namespace.Adapter.AddSocketsAsync(MakeOptions(offset: null), rooms);

    /// <summary>Makes the sockets leave rooms.</summary>
    /// <param name="rooms">The rooms.</param>
    /// <returns>A task that ends when the adapter is done.</returns>
    public ValueTask SocketsLeaveAsync(params IReadOnlyCollection<string> rooms) =>
        _namespace.Adapter.RemoveSocketsAsync(MakeOptions(offset: null), rooms);

    /// <summary>Disconnects the sockets.</summary>
    /// <param name="closeConnection">Whether to close their connections too.</param>
    /// <returns>A task that ends when the adapter is done.</returns>
    public ValueTask DisconnectSocketsAsync(bool closeConnection = false) =>
        _namespace.Adapter.DisconnectSocketsAsync(MakeOptions(offset: null), closeConnection);

    /// <summary>The sockets, those of other nodes included if the adapter reaches them.</summary>
    /// <returns>What is known of each.</returns>
    public ValueTask<IReadOnlyList<RemoteSocket>> FetchSocketsAsync() => _namespace.Adapter.FetchSocketsAsync(MakeOptions(offset: null));

    internal void Emit(string eventName, ReadOnlySpan<object?> args)
    {
        ReservedEvents.Refuse(eventName);
        var offset = IsVolatile ? null : _namespace.NextOffset();
        var options = MakeOptions(offset);
        if (offset is null && !_namespace.Adapter.MayReachAny(in options))
        {
            return;
        }

        var packet = _namespace.Server.Encoder.Event(_namespace.Utf8Name, id: -1, eventName, args, offset, IsCompressed);
        _namespace.Adapter.Broadcast(packet, in options);
        packet.Release();
    }

    private BroadcastOptions MakeOptions(string? offset) => new()
    {
        Rooms = _rooms,
        Except = _except,
        IsLocal = IsLocal,
        IsVolatile = IsVolatile,
        Offset = offset,
    };
}
