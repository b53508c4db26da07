using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;

namespace Kuma.Application.Heartbeats;

/// <summary>Reads stored heartbeats. What dashboards show all the time comes from the live board instead.</summary>
public interface IHeartbeatHistory
{
    /// <summary>The beats of a monitor after an instant, oldest first; none for an unknown or foreign monitor.</summary>
    Task<IReadOnlyList<Heartbeat>> ListSinceAsync(UserId owner, MonitorId id, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>How many important beats there are, of one monitor or of all of the owner's.</summary>
    Task<int> CountImportantAsync(UserId owner, MonitorId? id, CancellationToken cancellationToken);

    /// <summary>A page of important beats, newest first.</summary>
    Task<IReadOnlyList<Heartbeat>> ListImportantAsync(
        UserId owner, MonitorId? id, int offset, int count, CancellationToken cancellationToken);
}
