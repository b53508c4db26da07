namespace SocketIO.Core;

/// <summary>A socket as another node may see it: what is known of it and what can be done to it.</summary>
/// <param name="nsp">The namespace.</param>
/// <param name="id">The id of the socket.</param>
/// <param name="rooms">Its rooms when it was fetched.</param>
/// <param name="handshake">What the client brought along.</param>
/// <param name="items">What the application keeps with it.</param>
public sealed class RemoteSocket(
    Namespace nsp, string id, IReadOnlyCollection<string> rooms, Handshake handshake, IReadOnlyDictionary<string, object?> items)
{
    /// <summary>The id of the socket.</summary>
    public string Id { get; } = id;

    /// <summary>The rooms when it was fetched.</summary>
    public IReadOnlyCollection<string> Rooms { get; } = rooms;

    /// <summary>What the client brought along.</summary>
    public Handshake Handshake { get; } = handshake;

    /// <summary>What the application keeps with it, when it was fetched.</summary>
    public IReadOnlyDictionary<string, object?> Items { get; } = items;

    private BroadcastOperator Target => nsp.To(Id);

    /// <summary>Sends an event to the socket.</summary>
    /// <param name="eventName">The name; not a reserved one.</param>
    /// <param name="args">The arguments.</param>
    /// <returns>A completed task.</returns>
    public ValueTask EmitAsync(string eventName, params ReadOnlySpan<object?> args) => Target.EmitAsync(eventName, args);

    /// <summary>Makes the socket join rooms.</summary>
    /// <param name="rooms">The rooms.</param>
    /// <returns>A task that ends when it is done.</returns>
    public ValueTask JoinAsync(params IReadOnlyCollection<string> rooms) => Target.SocketsJoinAsync(rooms);

    /// <summary>Makes the socket leave rooms.</summary>
    /// <param name="rooms">The rooms.</param>
    /// <returns>A task that ends when it is done.</returns>
    public ValueTask LeaveAsync(params IReadOnlyCollection<string> rooms) => Target.SocketsLeaveAsync(rooms);

    /// <summary>Disconnects the socket.</summary>
    /// <param name="closeConnection">Whether to close the connection too.</param>
    /// <returns>A task that ends when it is done.</returns>
    public ValueTask DisconnectAsync(bool closeConnection = false) => Target.DisconnectSocketsAsync(closeConnection);
}
