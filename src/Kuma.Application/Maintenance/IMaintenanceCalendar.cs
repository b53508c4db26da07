using Kuma.Domain.Common;

namespace Kuma.Application.Maintenance;

/// <summary>Knows, in memory, which monitors are under maintenance now.</summary>
public interface IMaintenanceCalendar
{
    /// <summary>True while a maintenance linked to the monitor or to one of its ancestors is <c>under-maintenance</c>. Cheap: called at every beat.</summary>
    bool IsUnderMaintenance(MonitorId id);
}
