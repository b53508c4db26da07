using Kuma.Application.Common;
using Kuma.Domain.Common;
using Kuma.Domain.Maintenance;
using MediatR;

namespace Kuma.Application.Maintenance;

/// <summary>Replaces the pages that announce a maintenance.</summary>
public sealed record AddMaintenanceStatusPage(Actor Actor, MaintenanceId Id, IReadOnlyCollection<StatusPageId> Pages) : ICommand;

internal sealed class AddMaintenanceStatusPageHandler(IMaintenanceRepository maintenances, IMaintenanceBoard board, IDomainEvents events)
    : IRequestHandler<AddMaintenanceStatusPage, Result>
{
    public async Task<Result> Handle(AddMaintenanceStatusPage command, CancellationToken cancellationToken)
    {
        if (board.FindOwned(command.Id, command.Actor.User) is null)
        {
            return MaintenanceErrors.NotFound;
        }

        await maintenances.ReplacePagesAsync(command.Id, command.Pages, cancellationToken);
        await events.PublishAsync(new MaintenanceChanged(command.Id), cancellationToken);
        return Result.Success;
    }
}
