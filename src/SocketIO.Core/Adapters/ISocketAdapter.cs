using SocketIO.Core.Packets;

namespace SocketIO.Core;

/// <summary>Who a broadcast is for.</summary>
public readonly record struct BroadcastOptions
{
    /// <summary>The rooms; empty means all sockets of the namespace.</summary>
    public required IReadOnlyList<string> Rooms { get; init; }

    /// <summary>The rooms whose sockets are left out.</summary>
    public required IReadOnlyList<string> Except { get; init; }

    /// <summary>Only sockets of this node.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Not for clients that cannot take it at once.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>The offset that the packet carries for connection state recovery; the adapter keeps such packets. Null: none.</summary>
    public string? Offset { get; init; }
}

/// <summary>What is kept of a socket for connection state recovery.</summary>
/// <param name="SocketId">The id of the socket.</param>
/// <param name="RecoveryId">The secret by which the client proves that it was this socket.</param>
/// <param name="Rooms">The rooms, the own one included.</param>
/// <param name="Items">What the application kept with the socket.</param>
public sealed record SocketSession(
    string SocketId, string RecoveryId, IReadOnlyCollection<string> Rooms, IReadOnlyDictionary<string, object?> Items);

/// <summary>
/// Knows which socket is in which room and carries broadcasts. The adapter in memory serves one node; one for several nodes also publishes
/// to the others and applies what they publish. There is one adapter per namespace.
/// </summary>
public interface ISocketAdapter : IAsyncDisposable
{
    /// <summary>Puts a local socket into rooms.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="rooms">The rooms.</param>
    /// <returns>A task that ends when all nodes know.</returns>
    ValueTask AddAsync(Socket socket, IReadOnlyCollection<string> rooms);

    /// <summary>Takes a local socket out of rooms.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="rooms">The rooms.</param>
    /// <returns>A task that ends when all nodes know.</returns>
    ValueTask RemoveAsync(Socket socket, IReadOnlyCollection<string> rooms);

    /// <summary>Takes a local socket out of all rooms because it leaves.</summary>
    /// <param name="socket">The socket.</param>
    void RemoveAll(Socket socket);

    /// <summary>The rooms of a local socket, its own first.</summary>
    /// <param name="socket">The socket.</param>
    /// <returns>A copy.</returns>
    IReadOnlyCollection<string> GetRooms(Socket socket);

    /// <summary>How many local sockets are in a room.</summary>
    /// <param name="room">The room.</param>
    /// <returns>The number.</returns>
    int GetRoomSize(string room);

    /// <summary>Whether a broadcast could reach anybody; false spares its encoding.</summary>
    /// <param name="options">Who it is for.</param>
    /// <returns>False when it is certain that nobody is there.</returns>
    bool MayReachAny(in BroadcastOptions options);

    /// <summary>Sends a packet. It is queued for the local sockets when the call returns. The packet must not be kept.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="options">Who it is for.</param>
    void Broadcast(EncodedPacket packet, in BroadcastOptions options);

    /// <summary>Sends a packet that asks for acknowledgements.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="options">Who it is for.</param>
    /// <param name="ackId">The id in the packet.</param>
    /// <param name="collector">Where the answers go; each socket is counted before the packet is sent to it.</param>
    void BroadcastWithAck(EncodedPacket packet, in BroadcastOptions options, long ackId, BroadcastAckCollector collector);

    /// <summary>Finds sockets, on all nodes unless local ones are asked for.</summary>
    /// <param name="options">Which.</param>
    /// <returns>The sockets.</returns>
    ValueTask<IReadOnlyList<RemoteSocket>> FetchSocketsAsync(BroadcastOptions options);

    /// <summary>Makes sockets join rooms.</summary>
    /// <param name="options">Which sockets.</param>
    /// <param name="rooms">The rooms.</param>
    /// <returns>A task that ends when it is done.</returns>
    ValueTask AddSocketsAsync(BroadcastOptions options, IReadOnlyCollection<string> rooms);

    /// <summary>Makes sockets leave rooms.</summary>
    /// <param name="options">Which sockets.</param>
    /// <param name="rooms">The rooms.</param>
    /// <returns>A task that ends when it is done.</returns>
    ValueTask RemoveSocketsAsync(BroadcastOptions options, IReadOnlyCollection<string> rooms);

    /// <summary>Disconnects sockets.</summary>
    /// <param name="options">Which sockets.</param>
    /// <param name="closeConnection">Whether to close their connections too.</param>
    /// <returns>A task that ends when it is done.</returns>
    ValueTask DisconnectSocketsAsync(BroadcastOptions options, bool closeConnection);

    /// <summary>Keeps the state of a socket whose connection was lost, or of a restored one that did not come as far as resuming.</summary>
    /// <param name="session">The state.</param>
    void PersistSession(SocketSession session);

    /// <summary>
    /// Finds a state again and takes it for one client. Until <see cref="ResumeAsync"/> or <see cref="PersistSession"/> the adapter gathers what
    /// is broadcast to its rooms, beginning behind the offset.
    /// </summary>
    /// <param name="recoveryId">The secret of the session.</param>
    /// <param name="offset">The offset of the last packet that the client saw.</param>
    /// <returns>Null when the state or the offset is not known, or no longer.</returns>
    ValueTask<SocketSession?> RestoreSessionAsync(string recoveryId, string offset);

    /// <summary>
    /// Puts a restored socket back into its namespace and its rooms. No broadcast is lost or doubled: one that comes before is among those
    /// that the client missed, one that comes after finds the socket.
    /// </summary>
    /// <param name="socket">The socket.</param>
    /// <param name="session">What <see cref="RestoreSessionAsync"/> gave.</param>
    /// <param name="admit">
    /// Queues the packets it is given, oldest first, and adds the socket to the namespace. Called once, while no broadcast is on its way; it
    /// does not block. Null says that too much was missed meanwhile: the socket is then a new one, which is in none of the rooms.
    /// </param>
    /// <returns>A task that ends when all nodes know.</returns>
    ValueTask ResumeAsync(Socket socket, SocketSession session, Action<IReadOnlyList<EncodedPacket>?> admit);
}
