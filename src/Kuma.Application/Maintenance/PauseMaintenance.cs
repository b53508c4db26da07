using Kuma.Application.Common;
using Kuma.Domain.Common;
using Kuma.Domain.Maintenance;
using MediatR;

namespace Kuma.Application.Maintenance;

/// <summary>Ends a maintenance until it is resumed.</summary>
public sealed record PauseMaintenance(Actor Actor, MaintenanceId Id) : ICommand;

internal sealed class PauseMaintenanceHandler(IMaintenanceRepository maintenances, IMaintenanceBoard board, IDomainEvents events)
    : IRequestHandler<PauseMaintenance, Result>
{
    public async Task<Result> Handle(PauseMaintenance command, CancellationToken cancellationToken)
    {
        if (board.FindOwned(command.Id, command.Actor.User) is not { Plan: var plan })
        {
            return MaintenanceErrors.NotFound;
        }

        await maintenances.SaveActiveAsync(plan.Pause(), cancellationToken);
        await events.PublishAsync(new MaintenanceChanged(plan.Id), cancellationToken);
        return Result.Success;
    }
}
