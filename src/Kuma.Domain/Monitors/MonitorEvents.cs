using Kuma.Domain.Common;

namespace Kuma.Domain.Monitors;

public sealed record MonitorAdded(MonitorId MonitorId) : IDomainEvent;

public sealed record MonitorEdited(MonitorId MonitorId, bool IsAnnounced = true) : IDomainEvent;

public sealed record MonitorPaused(MonitorId MonitorId) : IDomainEvent;

public sealed record MonitorResumed(MonitorId MonitorId) : IDomainEvent;

public sealed record MonitorDeleted(MonitorId MonitorId) : IDomainEvent;

/// <summary>Tags, notification links or the maintenance state of a monitor changed; its checks go on as they are.</summary>
public sealed record MonitorLinksChanged(MonitorId MonitorId) : IDomainEvent;

/// <summary>The group of this monitor was deleted or became something else: it stands on its own now.</summary>
public sealed record MonitorUnlinked(MonitorId MonitorId) : IDomainEvent;

/// <summary>A monitor is about to be removed from the database.</summary>
public sealed record MonitorDeleting(MonitorId MonitorId) : IDomainEvent;
