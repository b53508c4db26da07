using Kuma.Application.Common;
using Kuma.Domain.Common;
using MediatR;

namespace Kuma.Application.Monitors;

/// <summary>Stops checking a monitor; its history stays.</summary>
public sealed record PauseMonitor(Actor Actor, MonitorId MonitorId) : ICommand;

internal sealed class PauseMonitorHandler(IMonitorRepository monitors, IDomainEvents events) : IRequestHandler<PauseMonitor, Result>
{
    public async Task<Result> Handle(PauseMonitor command, CancellationToken cancellationToken)
    {
        var monitor = await monitors.FindOwnedAsync(command.MonitorId, command.Actor.User, cancellationToken);
        if (monitor is null)
        {
            return MonitorErrors.NotOwned;
        }

        var paused = monitor.Pause();
        await monitors.SaveActiveAsync(monitor, cancellationToken);
        await events.PublishAsync(paused, cancellationToken);
        return Result.Success;
    }
}
