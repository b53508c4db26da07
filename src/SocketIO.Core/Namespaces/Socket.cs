using System.Collections.Concurrent;
using System.Text.Json;
using SocketIO.Core.Packets;

namespace SocketIO.Core;

/// <summary>A client in one namespace (Socket.IO, "Connection to a namespace").</summary>
public sealed partial class Socket
{
    private ConcurrentDictionary<string, object?>? _items;
    private Dictionary<long, PendingAck>? _acks;
    private Socket[]? _asRoom;
    private Handshake? _handshake;
    private bool _isStarting = true;
    private bool _isClosing;
    private string? _deferredClose;

    internal Socket(Namespace nsp, ClientConnection connection, string id, JsonElement? auth)
    {
        Namespace = nsp;
        Connection = connection;
        Id = id;
        if (auth is not null)
        {
            _handshake = new Handshake(connection.Request, auth);
        }
    }

    /// <summary>The id of the socket in its namespace, unique and hard to guess.</summary>
    public string Id { get; }

    /// <summary>The namespace.</summary>
    public Namespace Namespace { get; }

    /// <summary>What the client brought along when it connected.</summary>
    public Handshake Handshake => _handshake ??= new Handshake(Connection.Request, auth: null);

    /// <summary>Whether the socket is in its namespace. False for good once it left.</summary>
    public bool Connected { get; private set; }

    /// <summary>Whether the state of an earlier connection was restored (connection state recovery).</summary>
    public bool Recovered { get; internal set; }

    /// <summary>The rooms, the one with the name of the id first.</summary>
    public IReadOnlyCollection<string> Rooms => Namespace.Adapter.GetRooms(this);

    /// <summary>Things that the application keeps with the socket. Safe for use by several threads.</summary>
    public IDictionary<string, object?> Items => _items ?? MakeItems();

    /// <summary>The transport of the moment: <c>polling</c> or <c>websocket</c>.</summary>
    public string Transport => Connection.Session.Transport.Name;

    /// <summary>Broadcasts to all sockets of the namespace but this one.</summary>
    public BroadcastOperator Broadcast => new(Namespace, rooms: [], except: [Id]);

    /// <summary>Broadcasts to other sockets on this node only.</summary>
    public BroadcastOperator Local => Broadcast.Local;

    /// <summary>Emits that are dropped when the client cannot take them at once.</summary>
    public SocketEmitter Volatile => new(this, isVolatile: true, compress: true, timeout: null);

    internal ClientConnection Connection { get; }

    /// <summary>Guards the handlers, acknowledgements and waiting events. It is that of the session: an idle connection needs one, not three.</summary>
    private object Gate => Connection.Session.Gate;

    /// <summary>The private session id of connection state recovery.</summary>
    internal string? RecoveryId { get; set; }

    /// <summary>The rooms beside the own one. Belongs to the adapter.</summary>
    internal HashSet<string>? JoinedRooms { get; set; }

    /// <summary>Set under the adapter's lock when the socket may join no more rooms.</summary>
    internal bool HasLeft { get; set; }

    /// <summary>The room that consists of this socket.</summary>
    internal Socket[] AsRoom => _asRoom ??= [this];

    /// <summary>Broadcasts to a room, this socket left out.</summary>
    /// <param name="room">The room.</param>
    /// <returns>An operator that emits to the room.</returns>
    public BroadcastOperator To(string room) => Broadcast.To(room);

    /// <summary>The same as <see cref="To"/>.</summary>
    /// <param name="room">The room.</param>
    /// <returns>An operator that emits to the room.</returns>
    public BroadcastOperator In(string room) => Broadcast.To(room);

    /// <summary>Broadcasts to all but this socket and the sockets of a room.</summary>
    /// <param name="room">The room to leave out.</param>
    /// <returns>An operator that leaves the room out.</returns>
    public BroadcastOperator Except(string room) => Broadcast.Except(room);

    /// <summary>Emits with a limit on the time for the acknowledgement.</summary>
    /// <param name="timeout">The limit.</param>
    /// <returns>An emitter with the limit.</returns>
    public SocketEmitter Timeout(TimeSpan timeout) => new(this, isVolatile: false, compress: true, timeout);

    /// <summary>Emits with a ruling on compression.</summary>
    /// <param name="compress">Whether the packet may be compressed.</param>
    /// <returns>An emitter with the ruling.</returns>
    public SocketEmitter Compress(bool compress) => new(this, isVolatile: false, compress, timeout: null);

    /// <summary>Sends an event to the client. Encoded and queued when the call returns.</summary>
    /// <param name="eventName">The name; not a reserved one.</param>
    /// <param name="args">The arguments; bytes become attachments.</param>
    /// <returns>A completed task.</returns>
    /// <exception cref="ArgumentException">The name is reserved.</exception>
    public ValueTask EmitAsync(string eventName, params ReadOnlySpan<object?> args)
    {
        Emit(eventName, args, isVolatile: false, compress: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Sends an event and waits for the acknowledgement, without a limit.</summary>
    /// <typeparam name="T">The type of the first argument of the answer, or <see cref="SocketArguments"/> for all.</typeparam>
    /// <param name="eventName">The name; not a reserved one.</param>
    /// <param name="args">The arguments.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="SocketDisconnectedException">The socket left before it answered.</exception>
    public Task<T> EmitWithAckAsync<T>(string eventName, params ReadOnlySpan<object?> args) =>
        EmitWithAck<T>(eventName, args, timeout: null, compress: true, CancellationToken.None);

    /// <summary>Sends an event and waits for the acknowledgement.</summary>
    /// <typeparam name="T">The type of the first argument of the answer, or <see cref="SocketArguments"/> for all.</typeparam>
    /// <param name="eventName">The name; not a reserved one.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="args">The arguments.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="SocketAckTimeoutException">No answer came in time.</exception>
    /// <exception cref="SocketDisconnectedException">The socket left before it answered.</exception>
    public Task<T> EmitWithAckAsync<T>(string eventName, TimeSpan timeout, params ReadOnlySpan<object?> args) =>
        EmitWithAck<T>(eventName, args, timeout, compress: true, CancellationToken.None);

    /// <summary>Sends an event and waits for the acknowledgement.</summary>
    /// <typeparam name="T">The type of the first argument of the answer, or <see cref="SocketArguments"/> for all.</typeparam>
    /// <param name="eventName">The name; not a reserved one.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    /// <param name="args">The arguments.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="SocketDisconnectedException">The socket left before it answered.</exception>
    public Task<T> EmitWithAckAsync<T>(string eventName, CancellationToken cancellationToken, params ReadOnlySpan<object?> args) =>
        EmitWithAck<T>(eventName, args, timeout: null, compress: true, cancellationToken);

    /// <summary>Joins a room.</summary>
    /// <param name="room">The room.</param>
    /// <returns>A task that ends when the adapter knows.</returns>
    public ValueTask JoinAsync(string room) => Namespace.Adapter.AddAsync(this, [room]);

    /// <summary>Joins several rooms.</summary>
    /// <param name="rooms">The rooms.</param>
    /// <returns>A task that ends when the adapter knows.</returns>
    public ValueTask JoinAsync(IReadOnlyCollection<string> rooms) => Namespace.Adapter.AddAsync(this, rooms);

    /// <summary>Leaves a room.</summary>
    /// <param name="room">The room.</param>
    /// <returns>A task that ends when the adapter knows.</returns>
    public ValueTask LeaveAsync(string room) => Namespace.Adapter.RemoveAsync(this, [room]);

    /// <summary>
    /// Waits until the client has taken nearly all of what was sent to it, or is gone. An emit never waits; who sends much at once calls this
    /// now and then, so that no more than a little of it is in memory.
    /// </summary>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <returns>A task that ends when at most 256 KB wait.</returns>
    public ValueTask FlushAsync(CancellationToken cancellationToken = default) => Connection.Session.FlushAsync(cancellationToken);

    /// <summary>Disconnects the socket (Socket.IO, "Disconnection from a namespace").</summary>
    /// <param name="closeConnection">Whether to close the connection with all its namespaces.</param>
    /// <returns>A completed task: the packet is queued when the call returns.</returns>
    public ValueTask DisconnectAsync(bool closeConnection = false)
    {
        if (!Connected)
        {
            return ValueTask.CompletedTask;
        }

        if (closeConnection)
        {
            Connection.DisconnectAll();
        }
        else
        {
            DisconnectFromServer();
        }

        return ValueTask.CompletedTask;
    }

    internal void DisconnectFromServer()
    {
        var packet = Namespace.Server.Encoder.Disconnect(Namespace.Utf8Name);
        Send(packet);
        packet.Release();
        Close(CloseReasons.ServerNamespaceDisconnect);
    }

    internal void Send(EncodedPacket packet, bool isVolatile = false)
    {
        Enqueue(packet, isVolatile);
        Push();
    }

    /// <summary>Queues a packet without sending it: <see cref="Push"/> is to follow.</summary>
    internal void Enqueue(EncodedPacket packet, bool isVolatile = false)
    {
        if (Connected && Connection.Session.Enqueue(packet, isVolatile))
        {
            Namespace.Server.Metrics.PacketSent();
        }
    }

    /// <summary>Sends what was queued.</summary>
    internal void Push() => Connection.Session.Push();

    internal void Emit(string eventName, ReadOnlySpan<object?> args, bool isVolatile, bool compress)
    {
        ReservedEvents.Refuse(eventName);
        if (!isVolatile && Namespace.Server.Options.ConnectionStateRecovery is not null)
        {
            // Through the adapter, which keeps it for the case that this client is away.
            new BroadcastOperator(Namespace, [Id], except: []) { IsCompressed = compress }.Emit(eventName, args);
            return;
        }

        if (!Connected)
        {
            return;
        }

        var packet = Namespace.Server.Encoder.Event(Namespace.Utf8Name, id: -1, eventName, args, compress: compress);
        Send(packet, isVolatile);
        packet.Release();
    }

    internal Task<T> EmitWithAck<T>(
        string eventName, ReadOnlySpan<object?> args, TimeSpan? timeout, bool compress, CancellationToken cancellationToken)
    {
        ReservedEvents.Refuse(eventName);
        var id = Namespace.NextAckId();
        var ack = new SingleAck<T>();
        if (!TryAddAck(id, ack))
        {
            ack.Disconnected(this);
            return ack.Task;
        }

        EncodedPacket packet;
        try
        {
            packet = Namespace.Server.Encoder.Event(Namespace.Utf8Name, id, eventName, args, compress: compress);
        }
        catch
        {
            ForgetAck(id);
            throw;
        }

        Send(packet);
        packet.Release();
        ack.Start(this, id, timeout, cancellationToken);
        return ack.Task;
    }

    internal bool TryAddAck(long id, PendingAck ack)
    {
        lock (Gate)
        {
            if (!Connected)
            {
                return false;
            }

            (_acks ??= []).Add(id, ack);
            return true;
        }
    }

    internal void ForgetAck(long id)
    {
        lock (Gate)
        {
            _acks?.Remove(id);
        }
    }

    internal IReadOnlyDictionary<string, object?> CopyItems() =>
        _items is null ? System.Collections.ObjectModel.ReadOnlyDictionary<string, object?>.Empty : new Dictionary<string, object?>(_items, StringComparer.Ordinal);

    internal void Restore(SocketSession session)
    {
        Recovered = true;
        foreach (var (key, value) in session.Items)
        {
            Items[key] = value;
        }
    }

    private ConcurrentDictionary<string, object?> MakeItems()
    {
        var items = new ConcurrentDictionary<string, object?>(concurrencyLevel: 1, capacity: 4, StringComparer.Ordinal);
        return Interlocked.CompareExchange(ref _items, items, comparand: null) ?? items;
    }
}
