using Kuma.Application.Common;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;
using MediatR;

namespace Kuma.Application.Proxies;

/// <summary>Adds a proxy, or changes the one with this id; it may become the default and go to all monitors.</summary>
public sealed record SaveProxy(Actor Actor, Proxy Proxy, bool ApplyExisting) : ICommand<ProxyId>;

internal sealed class SaveProxyHandler(IProxyRepository proxies, IMonitorDirectory monitors, IDomainEvents events)
    : IRequestHandler<SaveProxy, Result<ProxyId>>
{
    public async Task<Result<ProxyId>> Handle(SaveProxy command, CancellationToken cancellationToken)
    {
        var owner = command.Actor.User;
        if (command.Proxy.Protocol is not ("http" or "https" or "socks" or "socks5" or "socks5h" or "socks4"))
        {
            return ProxyErrors.UnknownProtocol;
        }

        if (await proxies.SaveAsync(command.Proxy with { Owner = owner }, cancellationToken) is not { } id)
        {
            return ProxyErrors.NotFound;
        }

        await events.PublishAsync(new OwnedListChanged(owner, OwnedList.Proxies), cancellationToken);
        if (command.ApplyExisting)
        {
            await proxies.ApplyToAllAsync(id, owner, cancellationToken);
            foreach (var monitor in monitors.OwnedBy(owner))
            {
                await events.PublishAsync(new MonitorEdited(monitor.Id, IsAnnounced: false), cancellationToken); // The whole list follows.
            }

            await events.PublishAsync(new OwnedListChanged(owner, OwnedList.Monitors), cancellationToken);
        }

        return id;
    }
}
