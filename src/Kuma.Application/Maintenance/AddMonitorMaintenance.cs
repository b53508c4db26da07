using Kuma.Application.Common;
using Kuma.Domain.Common;
using Kuma.Domain.Maintenance;
using MediatR;

namespace Kuma.Application.Maintenance;

/// <summary>Replaces the monitors that a maintenance covers.</summary>
public sealed record AddMonitorMaintenance(Actor Actor, MaintenanceId Id, IReadOnlyCollection<MonitorId> Monitors) : ICommand;

internal sealed class AddMonitorMaintenanceHandler(IMaintenanceRepository maintenances, IMaintenanceBoard board, IDomainEvents events)
    : IRequestHandler<AddMonitorMaintenance, Result>
{
    public async Task<Result> Handle(AddMonitorMaintenance command, CancellationToken cancellationToken)
    {
        var (id, owner) = (command.Id, command.Actor.User);
        if (board.FindOwned(id, owner) is null)
        {
            return MaintenanceErrors.NotFound;
        }

        await maintenances.ReplaceMonitorsAsync(id, owner, command.Monitors, cancellationToken);
        await events.PublishAsync(new MaintenanceChanged(id), cancellationToken);
        return Result.Success;
    }
}
