using Kuma.Domain.Common;

namespace Kuma.Domain.Monitors;

public sealed record MonitorAdded(MonitorId MonitorId) : IDomainEvent;

public sealed record MonitorEdited(MonitorId MonitorId) : IDomainEvent;

public sealed record MonitorPaused(MonitorId MonitorId) : IDomainEvent;

public sealed record MonitorResumed(MonitorId MonitorId) : IDomainEvent;

public sealed record MonitorDeleted(MonitorId MonitorId) : IDomainEvent;

/// <summary>Tags, notification links or the maintenance state of a monitor changed; its checks go on as they are.</summary>
public sealed record MonitorLinksChanged(MonitorId MonitorId) : IDomainEvent;
