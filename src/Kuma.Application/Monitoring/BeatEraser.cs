using Kuma.Domain.Common;

namespace Kuma.Application.Monitoring;

/// <summary>
/// Clears stored beats. The log is told and the newest state set back in one step, so that what is decided before is cleared, and what is
/// decided after is judged as if nothing had been.
/// </summary>
public sealed class BeatEraser(BeatStates states, IBeatLog log)
{
    /// <summary>Takes message and importance from all beats of a monitor. Its state stays; it just was never down.</summary>
    public Task ClearEventsAsync(MonitorId id) =>
        states.Change([id], () => log.ClearEventsAsync(id), static state => state with { LastDownTime = null });

    /// <summary>Deletes the beats and statistics of these monitors; the next beat of each is its first.</summary>
    public Task ClearHeartbeatsAsync(IReadOnlyCollection<MonitorId> ids) =>
        states.Change(ids, () => log.ClearHeartbeatsAsync(ids), static _ => default);

    /// <summary>Deletes all beats and statistics there are; <paramref name="ids"/> are all monitors.</summary>
    public Task ClearAllAsync(IReadOnlyCollection<MonitorId> ids) => states.Change(ids, log.ClearAllAsync, static _ => default);
}
