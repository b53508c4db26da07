using Kuma.Application.Common;
using Kuma.Domain.Common;
using Kuma.Domain.Maintenance;
using MediatR;

namespace Kuma.Application.Maintenance;

/// <summary>Plans a maintenance that covers nothing yet.</summary>
public sealed record AddMaintenance(Actor Actor, MaintenancePlan Plan) : ICommand<MaintenanceId>;

internal sealed class AddMaintenanceHandler(IMaintenanceRepository maintenances, IDomainEvents events)
    : IRequestHandler<AddMaintenance, Result<MaintenanceId>>
{
    public async Task<Result<MaintenanceId>> Handle(AddMaintenance command, CancellationToken cancellationToken)
    {
        var plan = command.Plan with { Owner = command.Actor.User };
        if (MaintenanceRules.Complete(ref plan) is { } refusal)
        {
            return CommonErrors.Invalid(refusal);
        }

        var id = await maintenances.AddAsync(plan, cancellationToken);
        await events.PublishAsync(new MaintenanceChanged(id), cancellationToken);
        await events.PublishAsync(new OwnedListChanged(command.Actor.User, OwnedList.Maintenances), cancellationToken);
        return id;
    }
}
