using Kuma.Application.Common;
using Kuma.Domain.Common;
using MediatR;

namespace Kuma.Application.Maintenance;

/// <summary>The monitors that a maintenance covers; none for an unknown one.</summary>
public sealed record GetMonitorMaintenance(Actor Actor, MaintenanceId Id) : IQuery<IReadOnlyList<MonitorId>>;

internal sealed class GetMonitorMaintenanceHandler(IMaintenanceBoard board)
    : IRequestHandler<GetMonitorMaintenance, Result<IReadOnlyList<MonitorId>>>
{
    public Task<Result<IReadOnlyList<MonitorId>>> Handle(GetMonitorMaintenance query, CancellationToken cancellationToken) =>
        Task.FromResult(Result<IReadOnlyList<MonitorId>>.FromValue(board.FindOwned(query.Id, query.Actor.User)?.Monitors ?? []));
}
