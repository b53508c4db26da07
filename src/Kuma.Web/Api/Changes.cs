using Kuma.Application.Common;
using Kuma.Application.Monitoring;
using Kuma.Domain.Common;

namespace Kuma.Web.Api;

/// <summary>
/// Counts what visitors could notice: one counter for what users change (any domain event) and one for beats. Cached answers carry the
/// counters that they were made at; a moved counter makes them stale.
/// </summary>
internal sealed class Changes : IDomainEventListener, IDisposable
{
    private readonly IDisposable _subscription;
    private long _edits;
    private long _beats;

    public Changes(IBeatFeed feed) => _subscription = feed.Subscribe(Count);

    /// <summary>Called with the monitor of every committed beat; must not block.</summary>
    public event Action<MonitorId>? Beat;

    /// <summary>After the read models, before the feeds: who hears of a change and asks again gets the new answer.</summary>
    public int Order => -50;

    public long Edits => Interlocked.Read(ref _edits);

    public long Beats => Interlocked.Read(ref _beats);

    public Task OnAsync(IDomainEvent domainEvent, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _edits);
        return Task.CompletedTask;
    }

    public void Dispose() => _subscription.Dispose();

    private void Count(BeatNotice notice)
    {
        Interlocked.Increment(ref _beats);
        Beat?.Invoke(notice.Beat.MonitorId);
    }
}
