using System.Collections.Concurrent;
using Kuma.Application.Common;
using Kuma.Application.Maintenance;
using Kuma.Domain.Common;
using Kuma.Web.Contracts;
using SocketIO.Core;

namespace Kuma.Web.Sockets;

/// <summary>
/// The event <c>maintenanceList</c>: the user's maintenances by id. It goes out at sign-in, after changes, when a window begins or ends, and
/// before every important beat; so it is encoded once per change and not per beat.
/// </summary>
internal sealed class MaintenanceList(SocketIOServer io, IMaintenanceBoard board) : ILoginList, IDomainEventListener
{
    private readonly ConcurrentDictionary<UserId, (long Version, ReadOnlyMemory<byte> Json)> _encoded = new();

    public int Order => 20;

    public bool FollowsSettings => true;

    int IDomainEventListener.Order => 0;

    public Task SendAsync(ClientSession session, UserId user, CancellationToken cancellationToken) => SendAsync(user).AsTask();

    public Task OnAsync(IDomainEvent domainEvent, CancellationToken cancellationToken) =>
        domainEvent is OwnedListChanged { List: OwnedList.Maintenances } changed ? SendAsync(changed.Owner).AsTask() : Task.CompletedTask;

    /// <summary>Sends it to everybody who is signed in as this user.</summary>
    public ValueTask SendAsync(UserId user) => io.To(Rooms.Of(user)).EmitAsync(ServerEvents.MaintenanceList, new RawJson(Encoded(user)));

    private ReadOnlyMemory<byte> Encoded(UserId user)
    {
        var version = board.Version;
        if (!_encoded.TryGetValue(user, out var known) || known.Version != version)
        {
            _encoded[user] = known = (version, MaintenanceWriter.Keyed(board.OwnedBy(user)));
        }

        return known.Json;
    }
}
