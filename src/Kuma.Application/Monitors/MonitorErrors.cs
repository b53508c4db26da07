using Kuma.Application.Common;

namespace Kuma.Application.Monitors;

/// <summary>Refusals around monitors; the texts are part of the wire.</summary>
public static class MonitorErrors
{
    public static readonly Error NotOwned = new("monitor-not-owned", "You do not own this monitor.");

    public static readonly Error PermissionDenied = new("monitor-permission-denied", "Permission denied.");

    public static readonly Error NotFound = new("monitor-not-found", "Monitor not found");

    public static readonly Error InvalidGroup = new("monitor-invalid-group", "Invalid Monitor Group");
}
