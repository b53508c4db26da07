using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Kuma.Application.StatusPages;
using Kuma.Domain.Heartbeats;

namespace Kuma.Web.StatusPages;

/// <summary>
/// The encoded beats of a page's monitors, by far the most of its bytes. A beat changes those of one monitor; a rebuild copies the others.
/// They live as long as the page they belong to.
/// </summary>
internal sealed class BeatPieces
{
    private readonly ConditionalWeakTable<PublicMonitor, ConcurrentDictionary<string, Piece>> _pieces = new();

    /// <param name="monitor">The monitor as a page shows it.</param>
    /// <param name="kind">What the piece is, with its language where it has one.</param>
    /// <param name="beats">The beats that it shows.</param>
    /// <param name="make">Makes the piece.</param>
    public byte[] Get(PublicMonitor monitor, string kind, IReadOnlyList<Heartbeat> beats, Func<IReadOnlyList<Heartbeat>, byte[]> make)
    {
        var kinds = _pieces.GetOrCreateValue(monitor);
        var first = beats.Count == 0 ? null : beats[0];
        var last = beats.Count == 0 ? null : beats[^1];
        if (kinds.TryGetValue(kind, out var known) && known.Count == beats.Count && ReferenceEquals(known.First, first) && ReferenceEquals(known.Last, last))
        {
            return known.Bytes;
        }

        var bytes = make(beats);
        kinds[kind] = new Piece(beats.Count, first, last, bytes);
        return bytes;
    }

    private sealed record Piece(int Count, Heartbeat? First, Heartbeat? Last, byte[] Bytes);
}
