using Kuma.Domain.Common;

namespace Kuma.Application.Monitoring;

/// <summary>
/// Runs the checks. Nothing in Application may assume that it lives in this process. It reads a monitor's settings itself when told
/// that they changed; all calls are cheap and return when the change is in force.
/// </summary>
public interface IMonitorEngine
{
    /// <summary>
    /// Starts or restarts monitors with their stored settings. The first check of one follows at once (push: after its interval); those of
    /// many are spread.
    /// </summary>
    Task StartAsync(IReadOnlyCollection<MonitorId> ids, CancellationToken cancellationToken);

    /// <summary>Starts those of these monitors that should run and do not, stops those that should not, and leaves the others in their rhythm.</summary>
    Task AlignAsync(IReadOnlyCollection<MonitorId> ids, CancellationToken cancellationToken);

    /// <summary>Stops checking; a check in flight does not produce a beat any more.</summary>
    Task StopAsync(MonitorId id, CancellationToken cancellationToken);

    /// <summary>Drops a deleted monitor and everything the engine and the live board know of it.</summary>
    Task ForgetAsync(MonitorId id, CancellationToken cancellationToken);
}
