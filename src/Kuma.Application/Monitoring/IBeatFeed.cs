using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;

namespace Kuma.Application.Monitoring;

/// <summary>Carries beats, after they are committed, to whoever shows them: sockets, pages, metrics. In a cluster it reaches every node.</summary>
public interface IBeatFeed
{
    /// <summary>Adds a listener; it is called in commit order and must not block (hand over to a queue).</summary>
    IDisposable Subscribe(Action<BeatNotice> listener);

    void Publish(in BeatNotice notice);
}

/// <summary>A committed beat with the owner it belongs to.</summary>
/// <param name="Beat">The beat as stored.</param>
/// <param name="Owner">Whose dashboards show it.</param>
/// <param name="FromPush">True when a push request made it, false for the engine's own beat.</param>
public readonly record struct BeatNotice(Heartbeat Beat, UserId? Owner, bool FromPush);
