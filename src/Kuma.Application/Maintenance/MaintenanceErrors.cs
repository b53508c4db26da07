using Kuma.Application.Common;

namespace Kuma.Application.Maintenance;

/// <summary>Refusals around maintenances; the texts are part of the wire.</summary>
public static class MaintenanceErrors
{
    public static readonly Error NotFound = new("maintenance-not-found", "Maintenance not found");

    public static readonly Error PermissionDenied = new("maintenance-permission-denied", "Permission denied.");
}
