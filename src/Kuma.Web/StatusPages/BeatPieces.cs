using System.Collections.Concurrent;
using Kuma.Application.Monitoring;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;

namespace Kuma.Web.StatusPages;

/// <summary>
/// The encoded beats of the public monitors, by far the most of a page's bytes. A beat changes those of one monitor; a rebuild copies the
/// others without looking at their beats.
/// </summary>
internal sealed class BeatPieces(ILiveBoard board)
{
    private readonly ConcurrentDictionary<MonitorId, ConcurrentDictionary<string, Piece>> _pieces = new();

    /// <param name="id">The monitor.</param>
    /// <param name="kind">What the piece is, with its language where it has one.</param>
    /// <param name="make">Makes the piece of the monitor's beats.</param>
    public byte[] Get(MonitorId id, string kind, Func<IReadOnlyList<Heartbeat>, byte[]> make)
    {
        var kinds = _pieces.GetOrAdd(id, static _ => new ConcurrentDictionary<string, Piece>(StringComparer.Ordinal));

        // Read before the beats: one that comes meanwhile makes the piece stale at once.
        var version = board.RecentVersion(id);
        if (kinds.TryGetValue(kind, out var known) && known.Version == version)
        {
            return known.Bytes;
        }

        var bytes = make(board.Recent(id));
        kinds[kind] = new Piece(version, bytes);
        return bytes;
    }

    /// <summary>Forgets the monitors that no page shows any more.</summary>
    public void Keep(IReadOnlySet<MonitorId> shown)
    {
        foreach (var id in _pieces.Keys.Where(id => !shown.Contains(id)))
        {
            _pieces.TryRemove(id, out _);
        }
    }

    private sealed record Piece(long Version, byte[] Bytes);
}
