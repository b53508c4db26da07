using Kuma.Application.Common;
using Kuma.Domain.Common;
using MediatR;

namespace Kuma.Application.Maintenance;

/// <summary>The pages that announce a maintenance; none for an unknown one.</summary>
public sealed record GetMaintenanceStatusPage(Actor Actor, MaintenanceId Id) : IQuery<IReadOnlyList<AnnouncingPage>>;

internal sealed class GetMaintenanceStatusPageHandler(IMaintenanceRepository maintenances, IMaintenanceBoard board)
    : IRequestHandler<GetMaintenanceStatusPage, Result<IReadOnlyList<AnnouncingPage>>>
{
    public async Task<Result<IReadOnlyList<AnnouncingPage>>> Handle(GetMaintenanceStatusPage query, CancellationToken cancellationToken) =>
        Result<IReadOnlyList<AnnouncingPage>>.FromValue(
            board.FindOwned(query.Id, query.Actor.User) is null ? [] : await maintenances.ListPagesAsync(query.Id, cancellationToken));
}
