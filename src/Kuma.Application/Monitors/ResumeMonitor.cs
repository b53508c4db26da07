using Kuma.Application.Common;
using Kuma.Domain.Common;
using MediatR;

namespace Kuma.Application.Monitors;

/// <summary>Checks a monitor again, at once.</summary>
public sealed record ResumeMonitor(Actor Actor, MonitorId MonitorId) : ICommand;

internal sealed class ResumeMonitorHandler(IMonitorRepository monitors, IDomainEvents events) : IRequestHandler<ResumeMonitor, Result>
{
    public async Task<Result> Handle(ResumeMonitor command, CancellationToken cancellationToken)
    {
        var monitor = await monitors.FindOwnedAsync(command.MonitorId, command.Actor.User, cancellationToken);
        if (monitor is null)
        {
            return MonitorErrors.NotOwned;
        }

        var resumed = monitor.Resume();
        await monitors.SaveActiveAsync(monitor, cancellationToken);
        await events.PublishAsync(resumed, cancellationToken);
        return Result.Success;
    }
}
