using Kuma.Application.Common;
using Kuma.Domain.Common;
using MediatR;

namespace Kuma.Application.Maintenance;

/// <summary>A maintenance with what it is doing now.</summary>
public sealed record GetMaintenance(Actor Actor, MaintenanceId Id) : IQuery<MaintenanceView>;

internal sealed class GetMaintenanceHandler(IMaintenanceBoard board) : IRequestHandler<GetMaintenance, Result<MaintenanceView>>
{
    public Task<Result<MaintenanceView>> Handle(GetMaintenance query, CancellationToken cancellationToken) =>
        Task.FromResult<Result<MaintenanceView>>(
            board.FindOwned(query.Id, query.Actor.User) is { } view ? view : MaintenanceErrors.NotFound);
}
