using Kuma.Domain.Common;

namespace Kuma.Domain.Maintenance;

/// <summary>A maintenance was added, changed, paused, resumed or removed, or covers other monitors or pages than before.</summary>
public sealed record MaintenanceChanged(MaintenanceId MaintenanceId) : IDomainEvent;
