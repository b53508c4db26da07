using Kuma.Domain.Common;

namespace Kuma.Domain.Heartbeats;

/// <summary>All beats and statistics of a monitor are gone: lists empty themselves, and it starts over.</summary>
public sealed record HeartbeatsCleared(MonitorId MonitorId) : IDomainEvent;

/// <summary>The beats and statistics of every monitor of a user are gone.</summary>
public sealed record StatisticsCleared(UserId Owner) : IDomainEvent;
