using Kuma.Application.Common;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;
using MediatR;

namespace Kuma.Application.Monitors;

/// <summary>
/// Removes a monitor with its history. The children of a group go with it or become free. An unknown or foreign id succeeds and changes
/// nothing. Returns the monitors that are gone, the named one last.
/// </summary>
public sealed record DeleteMonitor(Actor Actor, MonitorId MonitorId, bool WithChildren) : ICommand<IReadOnlyList<MonitorId>>;

internal sealed class DeleteMonitorHandler(IMonitorRepository monitors, IMonitorDirectory directory, IDomainEvents events)
    : IRequestHandler<DeleteMonitor, Result<IReadOnlyList<MonitorId>>>
{
    public async Task<Result<IReadOnlyList<MonitorId>>> Handle(DeleteMonitor command, CancellationToken cancellationToken)
    {
        var monitor = await monitors.FindOwnedAsync(command.MonitorId, command.Actor.User, cancellationToken);
        if (monitor is null)
        {
            return Result<IReadOnlyList<MonitorId>>.FromValue([]);
        }

        List<MonitorId> gone = command.WithChildren ? [.. directory.DescendantsOf(monitor.Id), monitor.Id] : [monitor.Id];
        if (!command.WithChildren)
        {
            foreach (var child in await monitors.UnlinkChildrenAsync(monitor.Id, cancellationToken))
            {
                await events.PublishAsync(new MonitorUnlinked(child), cancellationToken);
            }
        }

        // Stopped before the rows go, so that no check writes a beat for a monitor that is being removed.
        foreach (var id in gone)
        {
            await events.PublishAsync(new MonitorDeleting(id), cancellationToken);
        }

        await monitors.DeleteAsync(gone, cancellationToken);
        foreach (var id in gone)
        {
            await events.PublishAsync(new MonitorDeleted(id), cancellationToken);
        }

        return gone;
    }
}
