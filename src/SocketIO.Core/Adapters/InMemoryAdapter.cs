using SocketIO.Core.Packets;

namespace SocketIO.Core;

/// <summary>
/// The adapter of one node. A room keeps an array of its sockets that is made anew after a change, so a broadcast runs over it without a
/// lock and without memory of its own.
/// </summary>
/// <param name="nsp">The namespace.</param>
public sealed class InMemoryAdapter(Namespace nsp) : ISocketAdapter
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Room> _rooms = new(StringComparer.Ordinal);
    private readonly RecoveryStore? _recovery =
        nsp.Server.Options.ConnectionStateRecovery is { } options ? new RecoveryStore(options, nsp.Server.Options.TimeProvider) : null;

    /// <inheritdoc />
    public ValueTask AddAsync(Socket socket, IReadOnlyCollection<string> rooms)
    {
        Join(socket, rooms);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask RemoveAsync(Socket socket, IReadOnlyCollection<string> rooms)
    {
        lock (_gate)
        {
            foreach (var name in rooms)
            {
                if (socket.JoinedRooms?.Remove(name) == true)
                {
                    RemoveLocked(socket, name);
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public void RemoveAll(Socket socket)
    {
        lock (_gate)
        {
            socket.HasLeft = true;
            foreach (var name in socket.JoinedRooms ?? [])
            {
                RemoveLocked(socket, name);
            }

            socket.JoinedRooms = null;
        }
    }

    /// <inheritdoc />
    public IReadOnlyCollection<string> GetRooms(Socket socket)
    {
        lock (_gate)
        {
            return socket.HasLeft ? [] : [socket.Id, .. socket.JoinedRooms ?? []];
        }
    }

    /// <inheritdoc />
    public int GetRoomSize(string room)
    {
        lock (_gate)
        {
            return _rooms.TryGetValue(room, out var found) ? found.Count : nsp.FindSocket(room) is null ? 0 : 1;
        }
    }

    /// <inheritdoc />
    public bool MayReachAny(in BroadcastOptions options)
    {
        if (options.Rooms.Count == 0)
        {
            return nsp.SocketCount > 0;
        }

        foreach (var room in options.Rooms)
        {
            if (GetRoomSize(room) > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc />
    public void Broadcast(EncodedPacket packet, in BroadcastOptions options)
    {
        Audience audience;
        if (options.Offset is null || _recovery is null)
        {
            audience = Enqueue(packet, in options);
        }
        else
        {
            lock (_recovery.Gate)
            {
                _recovery.KeepLocked(packet, in options);
                audience = Enqueue(packet, in options);
            }
        }

        foreach (var socket in audience.Sockets)
        {
            if (audience.Has(socket))
            {
                socket.Push();
            }
        }
    }

    /// <inheritdoc />
    public void BroadcastWithAck(EncodedPacket packet, in BroadcastOptions options, long ackId, BroadcastAckCollector collector)
    {
        foreach (var socket in SelectSockets(options))
        {
            collector.Expect(1);
            if (socket.TryAddAck(ackId, collector.Pending))
            {
                collector.Registered(socket);
                socket.Send(packet, options.IsVolatile);
            }
            else
            {
                collector.Expect(-1);
            }
        }
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<RemoteSocket>> FetchSocketsAsync(BroadcastOptions options) =>
        ValueTask.FromResult<IReadOnlyList<RemoteSocket>>([.. SelectSockets(options).Select(socket => new RemoteSocket(
            nsp, socket.Id, GetRooms(socket), socket.Handshake, socket.CopyItems()))]);

    /// <inheritdoc />
    public async ValueTask AddSocketsAsync(BroadcastOptions options, IReadOnlyCollection<string> rooms)
    {
        foreach (var socket in SelectSockets(options))
        {
            await AddAsync(socket, rooms);
        }
    }

    /// <inheritdoc />
    public async ValueTask RemoveSocketsAsync(BroadcastOptions options, IReadOnlyCollection<string> rooms)
    {
        foreach (var socket in SelectSockets(options))
        {
            await RemoveAsync(socket, rooms);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisconnectSocketsAsync(BroadcastOptions options, bool closeConnection)
    {
        foreach (var socket in SelectSockets(options))
        {
            await socket.DisconnectAsync(closeConnection);
        }
    }

    /// <inheritdoc />
    public void PersistSession(SocketSession session) => _recovery?.Persist(session);

    /// <inheritdoc />
    public ValueTask<SocketSession?> RestoreSessionAsync(string recoveryId, string offset) =>
        ValueTask.FromResult(_recovery?.Restore(recoveryId, offset));

    /// <inheritdoc />
    public ValueTask ResumeAsync(Socket socket, SocketSession session, Action<IReadOnlyList<EncodedPacket>?> admit)
    {
        if (_recovery is null)
        {
            admit(null);
            return ValueTask.CompletedTask;
        }

        lock (_recovery.Gate)
        {
            var missed = _recovery.TakeMissedLocked(session.RecoveryId);
            admit(missed);
            if (missed is not null)
            {
                Join(socket, session.Rooms);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _rooms.Clear();
        }

        return ValueTask.CompletedTask;
    }

    private void Join(Socket socket, IReadOnlyCollection<string> rooms)
    {
        lock (_gate)
        {
            if (socket.HasLeft)
            {
                return;
            }

            foreach (var name in rooms)
            {
                if (string.Equals(name, socket.Id, StringComparison.Ordinal) ||
                    !(socket.JoinedRooms ??= new HashSet<string>(StringComparer.Ordinal)).Add(name))
                {
                    continue;
                }

                if (!_rooms.TryGetValue(name, out var room))
                {
                    _rooms[name] = room = new Room();
                }

                room.Add(socket);
            }
        }
    }

    private Audience Enqueue(EncodedPacket packet, in BroadcastOptions options)
    {
        var audience = FindAudience(in options);
        foreach (var socket in audience.Sockets)
        {
            if (audience.Has(socket))
            {
                socket.Enqueue(packet, options.IsVolatile);
            }
        }

        return audience;
    }

    private List<Socket> SelectSockets(BroadcastOptions options)
    {
        var audience = FindAudience(in options);
        return [.. audience.Sockets.Where(audience.Has)];
    }

    private Audience FindAudience(in BroadcastOptions options) => new(FindTargets(in options), FindExcluded(in options));

    private Socket[] FindTargets(in BroadcastOptions options)
    {
        if (options.Rooms.Count == 0)
        {
            return nsp.GetSockets();
        }

        lock (_gate)
        {
            return options.Rooms.Count == 1 ? FindRoomLocked(options.Rooms[0]) : [.. options.Rooms.SelectMany(FindRoomLocked).Distinct()];
        }
    }

    private HashSet<Socket>? FindExcluded(in BroadcastOptions options)
    {
        if (options.Except.Count == 0)
        {
            return null;
        }

        lock (_gate)
        {
            return [.. options.Except.SelectMany(FindRoomLocked)];
        }
    }

    private Socket[] FindRoomLocked(string name)
    {
        if (_rooms.TryGetValue(name, out var room))
        {
            return room.GetSockets();
        }

        // The room of a single socket is the socket itself.
        return nsp.FindSocket(name) is { } own ? own.AsRoom : [];
    }

    private void RemoveLocked(Socket socket, string name)
    {
        if (_rooms.TryGetValue(name, out var room) && room.Remove(socket) == 0)
        {
            _rooms.Remove(name);
        }
    }

    private readonly record struct Audience(Socket[] Sockets, HashSet<Socket>? Excluded)
    {
        public bool Has(Socket socket) => Excluded?.Contains(socket) != true;
    }

    private sealed class Room
    {
        private readonly HashSet<Socket> _sockets = [];
        private Socket[]? _copy;

        public int Count => _sockets.Count;

        public void Add(Socket socket)
        {
            _sockets.Add(socket);
            _copy = null;
        }

        public int Remove(Socket socket)
        {
            _sockets.Remove(socket);
            _copy = null;
            return _sockets.Count;
        }

        public Socket[] GetSockets() => _copy ??= [.. _sockets];
    }
}
