using Kuma.Application.Common;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;
using MediatR;

namespace Kuma.Application.Proxies;

/// <summary>Removes it; monitors that use it lose it and are checked without it.</summary>
public sealed record DeleteProxy(Actor Actor, ProxyId Id) : ICommand;

internal sealed class DeleteProxyHandler(IProxyRepository items, IMonitorDirectory monitors, IDomainEvents events)
    : IRequestHandler<DeleteProxy, Result>
{
    public async Task<Result> Handle(DeleteProxy command, CancellationToken cancellationToken)
    {
        if (!await items.DeleteAsync(command.Id, command.Actor.User, cancellationToken))
        {
            return ProxyErrors.NotFound;
        }

        foreach (var monitor in monitors.All.Where(monitor => monitor.Settings.ProxyId == command.Id).ToList())
        {
            await events.PublishAsync(new MonitorEdited(monitor.Id), cancellationToken);
        }

        await events.PublishAsync(new OwnedListChanged(command.Actor.User, OwnedList.Proxies), cancellationToken);
        return Result.Success;
    }
}
