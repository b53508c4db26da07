using Kuma.Application.Common;
using Kuma.Domain.Common;
using Kuma.Domain.Maintenance;
using MediatR;

namespace Kuma.Application.Maintenance;

/// <summary>Lets a paused maintenance go on.</summary>
public sealed record ResumeMaintenance(Actor Actor, MaintenanceId Id) : ICommand;

internal sealed class ResumeMaintenanceHandler(IMaintenanceRepository maintenances, IMaintenanceBoard board, IDomainEvents events)
    : IRequestHandler<ResumeMaintenance, Result>
{
    public async Task<Result> Handle(ResumeMaintenance command, CancellationToken cancellationToken)
    {
        if (board.FindOwned(command.Id, command.Actor.User) is not { Plan: var plan })
        {
            return MaintenanceErrors.NotFound;
        }

        await maintenances.SaveActiveAsync(plan.Resume(), cancellationToken);
        await events.PublishAsync(new MaintenanceChanged(plan.Id), cancellationToken);
        return Result.Success;
    }
}
