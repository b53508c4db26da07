using Kuma.Domain.Common;
using Kuma.Domain.Maintenance;

namespace Kuma.Application.Maintenance;

/// <summary>Where maintenances and what they cover are kept.</summary>
public interface IMaintenanceRepository
{
    /// <summary>All of all owners, by id; called once at start.</summary>
    Task<IReadOnlyList<StoredMaintenance>> ListAsync(CancellationToken cancellationToken);

    /// <summary>One of any owner; <c>null</c> when there is none.</summary>
    Task<StoredMaintenance?> FindAsync(MaintenanceId id, CancellationToken cancellationToken);

    Task<MaintenanceId> AddAsync(MaintenancePlan plan, CancellationToken cancellationToken);

    /// <summary>Replaces the plan of this id; what it covers stays.</summary>
    Task SaveAsync(MaintenancePlan plan, CancellationToken cancellationToken);

    Task SaveActiveAsync(MaintenancePlan plan, CancellationToken cancellationToken);

    Task SaveLastStartAsync(MaintenanceId id, DateTimeOffset lastStart, CancellationToken cancellationToken);

    Task DeleteAsync(MaintenanceId id, CancellationToken cancellationToken);

    /// <summary>Replaces the monitors that it covers; those that do not exist or are not the owner's are passed over.</summary>
    Task ReplaceMonitorsAsync(MaintenanceId id, UserId owner, IReadOnlyCollection<MonitorId> monitors, CancellationToken cancellationToken);

    /// <summary>Replaces the pages that announce it; those that do not exist are passed over.</summary>
    Task ReplacePagesAsync(MaintenanceId id, IReadOnlyCollection<StatusPageId> pages, CancellationToken cancellationToken);

    /// <summary>The pages that announce it, by id.</summary>
    Task<IReadOnlyList<AnnouncingPage>> ListPagesAsync(MaintenanceId id, CancellationToken cancellationToken);
}

/// <summary>A plan with the monitors that it covers and the pages that announce it.</summary>
public sealed record StoredMaintenance(MaintenancePlan Plan, IReadOnlyList<MonitorId> Monitors, IReadOnlyList<StatusPageId> Pages);

/// <summary>A status page that announces a maintenance.</summary>
public sealed record AnnouncingPage(StatusPageId Id, string Title);
