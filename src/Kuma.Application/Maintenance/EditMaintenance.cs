using Kuma.Application.Common;
using Kuma.Domain.Common;
using Kuma.Domain.Maintenance;
using MediatR;

namespace Kuma.Application.Maintenance;

/// <summary>Replaces a plan; the monitors and pages that it covers stay.</summary>
/// <param name="Actor">Who asks.</param>
/// <param name="Id">Which one.</param>
/// <param name="Plan">The new plan.</param>
/// <param name="KeepsActive">True when the client did not say whether it is active.</param>
public sealed record EditMaintenance(Actor Actor, MaintenanceId Id, MaintenancePlan Plan, bool KeepsActive) : ICommand<MaintenanceId>;

internal sealed class EditMaintenanceHandler(IMaintenanceRepository maintenances, IMaintenanceBoard board, IDomainEvents events)
    : IRequestHandler<EditMaintenance, Result<MaintenanceId>>
{
    public async Task<Result<MaintenanceId>> Handle(EditMaintenance command, CancellationToken cancellationToken)
    {
        var (id, owner) = (command.Id, command.Actor.User);
        if (board.FindOwned(id, owner) is not { Plan: var stored })
        {
            return board.Exists(id) ? MaintenanceErrors.PermissionDenied : MaintenanceErrors.NotFound;
        }

        var plan = command.Plan.Replacing(stored);
        plan = command.KeepsActive ? plan with { Active = stored.Active } : plan;
        if (MaintenanceRules.Complete(ref plan) is { } refusal)
        {
            return CommonErrors.Invalid(refusal);
        }

        await maintenances.SaveAsync(plan, cancellationToken);
        await events.PublishAsync(new MaintenanceChanged(id), cancellationToken);
        await events.PublishAsync(new OwnedListChanged(owner, OwnedList.Maintenances), cancellationToken);
        return id;
    }
}
