namespace Kuma.Domain.Maintenance;

/// <summary>What a maintenance is doing now.</summary>
public enum MaintenanceStatus
{
    Inactive,
    UnderMaintenance,
    Scheduled,
    Ended,

    /// <summary>Its schedule cannot be read: a stored pattern or zone that does not exist.</summary>
    Unknown,
}

/// <summary>The names of statuses on the wire.</summary>
public static class MaintenanceStatuses
{
    private static readonly string[] Names = ["inactive", "under-maintenance", "scheduled", "ended", "unknown"];

    public static string NameOf(MaintenanceStatus status) => Names[(int)status];
}
