using Kuma.Domain.Common;

namespace Kuma.Application.Maintenance;

/// <summary>The calendar of an installation that plans no maintenance.</summary>
internal sealed class NoMaintenance : IMaintenanceCalendar
{
    public bool IsUnderMaintenance(MonitorId id) => false;
}
