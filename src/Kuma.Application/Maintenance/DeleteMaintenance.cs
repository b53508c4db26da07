using Kuma.Application.Common;
using Kuma.Domain.Common;
using Kuma.Domain.Maintenance;
using MediatR;

namespace Kuma.Application.Maintenance;

/// <summary>Removes a maintenance; an unknown one succeeds.</summary>
public sealed record DeleteMaintenance(Actor Actor, MaintenanceId Id) : ICommand;

internal sealed class DeleteMaintenanceHandler(IMaintenanceRepository maintenances, IMaintenanceBoard board, IDomainEvents events)
    : IRequestHandler<DeleteMaintenance, Result>
{
    public async Task<Result> Handle(DeleteMaintenance command, CancellationToken cancellationToken)
    {
        if (board.FindOwned(command.Id, command.Actor.User) is not null)
        {
            await maintenances.DeleteAsync(command.Id, cancellationToken);
            await events.PublishAsync(new MaintenanceChanged(command.Id), cancellationToken);
        }

        return Result.Success;
    }
}
