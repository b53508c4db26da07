using Kuma.Application.Common;
using Kuma.Domain.Common;
using MediatR;

namespace Kuma.Application.RemoteBrowsers;

/// <summary>Adds one, or changes the one with this id.</summary>
public sealed record SaveRemoteBrowser(Actor Actor, RemoteBrowserId? Id, string? Name, string? Url) : ICommand<RemoteBrowserId>;

internal sealed class SaveRemoteBrowserHandler(IRemoteBrowserRepository items, IDomainEvents events)
    : IRequestHandler<SaveRemoteBrowser, Result<RemoteBrowserId>>
{
    public async Task<Result<RemoteBrowserId>> Handle(SaveRemoteBrowser command, CancellationToken cancellationToken)
    {
        var item = new RemoteBrowser(command.Id ?? default, command.Actor.User, command.Name ?? "", command.Url ?? "");
        if (await items.SaveAsync(item, cancellationToken) is not { } id)
        {
            return RemoteBrowserErrors.NotFound;
        }

        await events.PublishAsync(new OwnedListChanged(command.Actor.User, OwnedList.RemoteBrowsers), cancellationToken);
        return id;
    }
}
