using Kuma.Application.Common;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;
using MediatR;

namespace Kuma.Application.DockerHosts;

/// <summary>Removes it; monitors that use it lose it and are checked without it.</summary>
public sealed record DeleteDockerHost(Actor Actor, DockerHostId Id) : ICommand;

internal sealed class DeleteDockerHostHandler(IDockerHostRepository items, IMonitorDirectory monitors, IDomainEvents events)
    : IRequestHandler<DeleteDockerHost, Result>
{
    public async Task<Result> Handle(DeleteDockerHost command, CancellationToken cancellationToken)
    {
        if (!await items.DeleteAsync(command.Id, command.Actor.User, cancellationToken))
        {
            return DockerHostErrors.NotFound;
        }

        foreach (var monitor in monitors.All.Where(monitor => monitor.Settings.DockerHost == command.Id).ToList())
        {
            await events.PublishAsync(new MonitorEdited(monitor.Id), cancellationToken);
        }

        await events.PublishAsync(new OwnedListChanged(command.Actor.User, OwnedList.DockerHosts), cancellationToken);
        return Result.Success;
    }
}
