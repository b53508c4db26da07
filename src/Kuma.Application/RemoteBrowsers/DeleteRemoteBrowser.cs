using Kuma.Application.Common;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;
using MediatR;

namespace Kuma.Application.RemoteBrowsers;

/// <summary>Removes it; monitors that use it lose it and are checked without it.</summary>
public sealed record DeleteRemoteBrowser(Actor Actor, RemoteBrowserId Id) : ICommand;

internal sealed class DeleteRemoteBrowserHandler(IRemoteBrowserRepository items, IMonitorDirectory monitors, IDomainEvents events)
    : IRequestHandler<DeleteRemoteBrowser, Result>
{
    public async Task<Result> Handle(DeleteRemoteBrowser command, CancellationToken cancellationToken)
    {
        if (!await items.DeleteAsync(command.Id, command.Actor.User, cancellationToken))
        {
            return RemoteBrowserErrors.NotFoundToDelete;
        }

        foreach (var monitor in monitors.All.Where(monitor => monitor.Settings.RemoteBrowser == command.Id).ToList())
        {
            await events.PublishAsync(new MonitorEdited(monitor.Id), cancellationToken);
        }

        await events.PublishAsync(new OwnedListChanged(command.Actor.User, OwnedList.RemoteBrowsers), cancellationToken);
        return Result.Success;
    }
}
