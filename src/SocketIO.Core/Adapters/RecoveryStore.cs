using SocketIO.Core.Packets;

namespace SocketIO.Core;

/// <summary>Connection state recovery in memory: sessions that were lost and the packets of the last while.</summary>
internal sealed class RecoveryStore(ConnectionStateRecoveryOptions options, TimeProvider time)
{
    private readonly Dictionary<string, LostSession> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Claim> _claims = new(StringComparer.Ordinal);
    private readonly Queue<(string RecoveryId, DateTimeOffset LostAt)> _lost = new();
    private readonly Queue<KeptPacket> _packets = new();

    /// <summary>Held while a packet is kept and queued for its sockets, so that the log has the order of every client's queue.</summary>
    public Lock Gate { get; } = new();

    public void KeepLocked(EncodedPacket packet, in BroadcastOptions target)
    {
        var kept = new KeptPacket(target.Offset!, packet.ToKept(), [.. target.Rooms], [.. target.Except], time.GetUtcNow());
        _packets.Enqueue(kept);
        foreach (var claim in _claims.Values)
        {
            claim.Add(kept, options.MaxKeptPackets);
        }

        PruneLocked();
    }

    public void Persist(SocketSession session)
    {
        lock (Gate)
        {
            var lostAt = time.GetUtcNow();
            if (_claims.Remove(session.RecoveryId, out var claim))
            {
                lostAt = claim.LostAt;
            }

            _sessions[session.RecoveryId] = new LostSession(session, lostAt);
            _lost.Enqueue((session.RecoveryId, lostAt));
            PruneLocked();
        }
    }

    public SocketSession? Restore(string recoveryId, string offset)
    {
        lock (Gate)
        {
            PruneLocked();
            if (!_sessions.TryGetValue(recoveryId, out var found))
            {
                return null;
            }

            var claim = new Claim(found);
            var isKnown = false;
            foreach (var packet in _packets)
            {
                if (isKnown)
                {
                    claim.Add(packet, options.MaxKeptPackets);
                }

                isKnown |= string.Equals(packet.Offset, offset, StringComparison.Ordinal);
            }

            if (!isKnown)
            {
                return null;
            }

            _sessions.Remove(recoveryId);
            _claims[recoveryId] = claim;
            return found.Session;
        }
    }

    /// <summary>Ends the claim on a session.</summary>
    /// <returns>What its client missed; null when that was more than is kept.</returns>
    public IReadOnlyList<EncodedPacket>? TakeMissedLocked(string recoveryId) =>
        _claims.Remove(recoveryId, out var claim) ? claim.Missed : null;

    private void PruneLocked()
    {
        var oldest = time.GetUtcNow() - options.MaxDisconnectionDuration;
        while (_packets.Count > options.MaxKeptPackets || (_packets.TryPeek(out var first) && first.SentAt < oldest))
        {
            _packets.Dequeue();
        }

        while (_lost.TryPeek(out var lost) && lost.LostAt < oldest)
        {
            _lost.Dequeue();
            if (_sessions.TryGetValue(lost.RecoveryId, out var kept) && kept.LostAt == lost.LostAt)
            {
                _sessions.Remove(lost.RecoveryId);
            }
        }
    }

    private sealed record LostSession(SocketSession Session, DateTimeOffset LostAt);

    /// <summary>A session whose client is back but not yet in its rooms, as when middleware still decides about it.</summary>
    private sealed class Claim(LostSession lost)
    {
        public DateTimeOffset LostAt => lost.LostAt;

        public List<EncodedPacket>? Missed { get; private set; } = [];

        public void Add(KeptPacket packet, int limit)
        {
            if (Missed is null || !packet.IsFor(lost.Session.Rooms))
            {
                return;
            }

            Missed.Add(packet.Packet);
            if (Missed.Count > limit)
            {
                Missed = null;
            }
        }
    }

    private sealed record KeptPacket(string Offset, EncodedPacket Packet, string[] Rooms, string[] Except, DateTimeOffset SentAt)
    {
        public bool IsFor(IReadOnlyCollection<string> rooms) =>
            (Rooms.Length == 0 || Rooms.Any(room => rooms.Contains(room, StringComparer.Ordinal))) &&
            !Except.Any(room => rooms.Contains(room, StringComparer.Ordinal));
    }
}
