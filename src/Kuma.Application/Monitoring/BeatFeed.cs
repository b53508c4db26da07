using System.Collections.Immutable;

namespace Kuma.Application.Monitoring;

/// <summary>Calls its listeners one after another, in this process.</summary>
internal sealed class BeatFeed : IBeatFeed
{
    private ImmutableArray<Action<BeatNotice>> _listeners = [];

    public IDisposable Subscribe(Action<BeatNotice> listener)
    {
        ImmutableInterlocked.Update(ref _listeners, static (list, added) => list.Add(added), listener);
        return new Subscription(this, listener);
    }

    public void Publish(in BeatNotice notice)
    {
        foreach (var listener in _listeners)
        {
            listener(notice);
        }
    }

    private sealed class Subscription(BeatFeed feed, Action<BeatNotice> listener) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref feed._listeners, static (list, gone) => list.Remove(gone), listener);
    }
}
