using Kuma.Domain.Common;

namespace Kuma.Domain.Heartbeats;

/// <summary>All beats and statistics of a monitor are gone: lists empty themselves, and it starts over.</summary>
public sealed record HeartbeatsCleared(MonitorId MonitorId) : IDomainEvent;

/// <summary>The beats and statistics of every monitor are gone.</summary>
public sealed record StatisticsCleared : IDomainEvent;
