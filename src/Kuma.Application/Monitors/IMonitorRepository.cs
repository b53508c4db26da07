using Kuma.Domain.Common;

namespace Kuma.Application.Monitors;

/// <summary>Where monitors are kept.</summary>
public interface IMonitorRepository
{
    Task<Monitor?> FindAsync(MonitorId id, CancellationToken cancellationToken);

    /// <summary>The monitor when <paramref name="owner"/> owns it; <c>null</c> for an unknown or a foreign one.</summary>
    Task<Monitor?> FindOwnedAsync(MonitorId id, UserId owner, CancellationToken cancellationToken);

    /// <summary>Every monitor of every owner, by id: what the engine and the live board start from.</summary>
    Task<IReadOnlyList<Monitor>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Every monitor of one owner, by id.</summary>
    Task<IReadOnlyList<Monitor>> ListOwnedAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Stores a new monitor and returns its id.</summary>
    Task<MonitorId> AddAsync(UserId owner, bool active, MonitorSettings settings, CancellationToken cancellationToken);

    /// <summary>Stores the settings of an existing monitor.</summary>
    Task SaveSettingsAsync(Monitor monitor, CancellationToken cancellationToken);

    /// <summary>Stores whether it is active.</summary>
    Task SaveActiveAsync(Monitor monitor, CancellationToken cancellationToken);

    /// <summary>Removes monitors with all that hangs on them; unknown ids are passed over.</summary>
    Task DeleteAsync(IReadOnlyCollection<MonitorId> ids, CancellationToken cancellationToken);

    /// <summary>Takes the direct children of a group out of it and returns them.</summary>
    Task<IReadOnlyList<MonitorId>> UnlinkChildrenAsync(MonitorId group, CancellationToken cancellationToken);
}
