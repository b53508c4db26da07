using System.Globalization;
using System.Text;
using SocketIO.Core.Packets;

namespace SocketIO.Core;

/// <summary>A namespace: a part of the connection with its own handlers, rooms and middleware (Socket.IO, "Connection to a namespace").</summary>
public sealed class Namespace
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Socket> _sockets = new(StringComparer.Ordinal);
    private readonly ParentNamespace? _parent;
    private Func<Socket, ValueTask>[] _onConnection = [];
    private Func<Socket, ValueTask<ConnectRefusal?>>[] _middleware = [];
    private Socket[]? _copy;
    private long _lastAckId = -1;
    private long _lastOffset;

    internal Namespace(SocketIOServer server, string name, ParentNamespace? parent)
    {
        Server = server;
        Name = name;
        Utf8Name = Encoding.UTF8.GetBytes(name);
        _parent = parent;
        Adapter = server.Options.Adapter?.Invoke(this) ?? new InMemoryAdapter(this);
        All = new BroadcastOperator(this, rooms: [], except: []);
    }

    /// <summary>The name, with its leading slash.</summary>
    public string Name { get; }

    /// <summary>The server.</summary>
    public SocketIOServer Server { get; }

    /// <summary>The adapter.</summary>
    public ISocketAdapter Adapter { get; }

    /// <summary>The sockets of this node, as they are now.</summary>
    public IReadOnlyList<Socket> Sockets => GetSockets();

    /// <summary>How many sockets of this node there are.</summary>
    public int SocketCount
    {
        get
        {
            lock (_gate)
            {
                return _sockets.Count;
            }
        }
    }

    /// <summary>Broadcasts to the sockets of this node only.</summary>
    public BroadcastOperator Local => All.Local;

    /// <summary>Broadcasts that leave out clients which cannot take them at once.</summary>
    public BroadcastOperator Volatile => All.Volatile;

    internal byte[] Utf8Name { get; }

    internal BroadcastOperator All { get; }

    /// <summary>Adds a handler for new sockets. It runs to its first await before an event of the socket is handled.</summary>
    /// <param name="handler">The handler; what it emits follows the answer to the CONNECT packet.</param>
    public void OnConnection(Func<Socket, ValueTask> handler)
    {
        lock (_gate)
        {
            _onConnection = [.. _onConnection, handler];
        }
    }

    /// <summary>Adds a middleware that decides about new sockets. They run in the order they were added until one refuses.</summary>
    /// <param name="middleware">Gives null to accept, or the refusal.</param>
    public void Use(Func<Socket, ValueTask<ConnectRefusal?>> middleware)
    {
        lock (_gate)
        {
            _middleware = [.. _middleware, middleware];
        }
    }

    /// <inheritdoc cref="BroadcastOperator.To(string)" />
    public BroadcastOperator To(string room) => new(this, [room], except: []);

    /// <inheritdoc cref="BroadcastOperator.To(IEnumerable{string})" />
    public BroadcastOperator To(IEnumerable<string> rooms) => All.To(rooms);

    /// <inheritdoc cref="BroadcastOperator.In(string)" />
    public BroadcastOperator In(string room) => To(room);

    /// <inheritdoc cref="BroadcastOperator.Except(string)" />
    public BroadcastOperator Except(string room) => All.Except(room);

    /// <inheritdoc cref="BroadcastOperator.Compress(bool)" />
    public BroadcastOperator Compress(bool compress) => All.Compress(compress);

    /// <inheritdoc cref="BroadcastOperator.Timeout(TimeSpan)" />
    public BroadcastOperator Timeout(TimeSpan timeout) => All.Timeout(timeout);

    /// <summary>Sends an event to all sockets of the namespace.</summary>
    /// <param name="eventName">The name; not a reserved one.</param>
    /// <param name="args">The arguments.</param>
    /// <returns>A completed task: the event is queued for every client when the call returns.</returns>
    public ValueTask EmitAsync(string eventName, params ReadOnlySpan<object?> args) => All.EmitAsync(eventName, args);

    /// <inheritdoc cref="BroadcastOperator.FetchSocketsAsync" />
    public ValueTask<IReadOnlyList<RemoteSocket>> FetchSocketsAsync() => All.FetchSocketsAsync();

    /// <inheritdoc cref="BroadcastOperator.SocketsJoinAsync" />
    public ValueTask SocketsJoinAsync(params IReadOnlyCollection<string> rooms) => All.SocketsJoinAsync(rooms);

    /// <inheritdoc cref="BroadcastOperator.SocketsLeaveAsync" />
    public ValueTask SocketsLeaveAsync(params IReadOnlyCollection<string> rooms) => All.SocketsLeaveAsync(rooms);

    /// <inheritdoc cref="BroadcastOperator.DisconnectSocketsAsync" />
    public ValueTask DisconnectSocketsAsync(bool closeConnection = false) => All.DisconnectSocketsAsync(closeConnection);

    /// <summary>How many local sockets are in a room.</summary>
    /// <param name="room">The room.</param>
    /// <returns>The number.</returns>
    public int RoomSize(string room) => Adapter.GetRoomSize(room);

    internal Socket[] GetSockets()
    {
        lock (_gate)
        {
            return _copy ??= [.. _sockets.Values];
        }
    }

    internal Socket? FindSocket(string id)
    {
        lock (_gate)
        {
            return _sockets.GetValueOrDefault(id);
        }
    }

    internal long NextAckId() => Interlocked.Increment(ref _lastAckId);

    /// <summary>An offset for connection state recovery, or null when that is off.</summary>
    internal string? NextOffset() => Server.Options.ConnectionStateRecovery is null
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{Server.Instance}-{Interlocked.Increment(ref _lastOffset)}");

    internal async ValueTask<ConnectRefusal?> CheckAsync(Socket socket)
    {
        foreach (var middleware in (Func<Socket, ValueTask<ConnectRefusal?>>[])[.. _parent?.Middleware ?? [], .. _middleware])
        {
            try
            {
                if (await middleware(socket) is { } refusal)
                {
                    return refusal;
                }
            }
            catch (Exception exception)
            {
                Server.Log.CallbackFailed(exception, "middleware");
                return new ConnectRefusal("Internal server error");
            }
        }

        return null;
    }

    internal void Add(Socket socket)
    {
        lock (_gate)
        {
            _sockets[socket.Id] = socket;
            _copy = null;
        }
    }

    internal void Remove(Socket socket, string reason)
    {
        var session = socket.RecoveryId is { } recoveryId && IsRecoverable(reason)
            ? new SocketSession(socket.Id, recoveryId, Adapter.GetRooms(socket), socket.CopyItems())
            : null;

        // The place is free before anybody can come back to it.
        Forget(socket);
        if (session is not null)
        {
            Adapter.PersistSession(session);
        }
    }

    /// <summary>Takes a socket out of everything, also one that only middleware has seen.</summary>
    internal void Forget(Socket socket)
    {
        Adapter.RemoveAll(socket);
        bool isEmpty;
        lock (_gate)
        {
            if (_sockets.GetValueOrDefault(socket.Id) == socket)
            {
                _sockets.Remove(socket.Id);
                _copy = null;
            }

            isEmpty = _sockets.Count == 0;
        }

        if (isEmpty && _parent is not null && Server.Options.CleanupEmptyChildNamespaces)
        {
            _parent.RemoveChild(this);
        }
    }

    internal void RunConnectionHandlers(Socket socket)
    {
        foreach (var handler in _parent?.ConnectionHandlers ?? [])
        {
            Server.Guard(() => handler(socket), "connection");
        }

        foreach (var handler in _onConnection)
        {
            Server.Guard(() => handler(socket), "connection");
        }
    }

    private static bool IsRecoverable(string reason) =>
        reason is CloseReasons.TransportError or CloseReasons.TransportClose or CloseReasons.ForcedClose or CloseReasons.PingTimeout or
            CloseReasons.ServerShuttingDown or CloseReasons.ForcedServerClose;
}
