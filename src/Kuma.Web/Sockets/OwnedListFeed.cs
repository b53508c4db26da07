using System.Text.Json.Nodes;
using Kuma.Application.Common;
using Kuma.Domain.Common;
using SocketIO.Core;

namespace Kuma.Web.Sockets;

/// <summary>A list that the user's clients hold whole: sent at sign-in and whenever it changed.</summary>
/// <param name="List">Which one it is.</param>
/// <param name="Event">The event that carries it.</param>
/// <param name="Order">Its place at sign-in.</param>
/// <param name="ReadAsync">Its items as the wire has them.</param>
internal sealed record OwnedListSource(OwnedList List, ServerEvent Event, int Order, Func<UserId, CancellationToken, Task<JsonNode>> ReadAsync);

/// <summary>Sends one <see cref="OwnedListSource"/>.</summary>
internal sealed class OwnedListFeed(OwnedListSource source, SocketIOServer io) : ILoginList, IDomainEventListener
{
    public int Order => source.Order;

    int IDomainEventListener.Order => 0;

    public Task SendAsync(ClientSession session, UserId user, CancellationToken cancellationToken) => SendAsync(user, cancellationToken);

    public Task OnAsync(IDomainEvent domainEvent, CancellationToken cancellationToken) =>
        domainEvent is OwnedListChanged changed && changed.List == source.List ? SendAsync(changed.Owner, cancellationToken) : Task.CompletedTask;

    private async Task SendAsync(UserId user, CancellationToken cancellationToken) =>
        await io.To(Rooms.Of(user)).EmitAsync(source.Event, await source.ReadAsync(user, cancellationToken));
}
