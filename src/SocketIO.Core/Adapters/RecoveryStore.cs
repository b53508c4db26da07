using SocketIO.Core.Packets;

namespace SocketIO.Core;

/// <summary>Connection state recovery in memory: sessions that were lost and the packets of the last while.</summary>
internal sealed class RecoveryStore(ConnectionStateRecoveryOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (SocketSession Session, DateTimeOffset LostAt)> _sessions = new(StringComparer.Ordinal);
    private readonly Queue<(string RecoveryId, DateTimeOffset LostAt)> _lost = new();
    private readonly Queue<KeptPacket> _packets = new();

    public void Keep(EncodedPacket packet, in BroadcastOptions target)
    {
        var kept = new KeptPacket(target.Offset!, packet.ToKept(), [.. target.Rooms], [.. target.Except], time.GetUtcNow());
        lock (_gate)
        {
            _packets.Enqueue(kept);
            PruneLocked();
        }
    }

    public void Persist(SocketSession session)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _sessions[session.RecoveryId] = (session, now);
            _lost.Enqueue((session.RecoveryId, now));
            PruneLocked();
        }
    }

    public RestoredSession? Restore(string recoveryId, string offset)
    {
        lock (_gate)
        {
            PruneLocked();
            if (!_sessions.TryGetValue(recoveryId, out var found))
            {
                return null;
            }

            var missed = new List<EncodedPacket>();
            var isKnown = false;
            foreach (var packet in _packets)
            {
                if (isKnown && packet.IsFor(found.Session.Rooms))
                {
                    missed.Add(packet.Packet);
                }

                isKnown |= string.Equals(packet.Offset, offset, StringComparison.Ordinal);
            }

            if (!isKnown)
            {
                return null;
            }

            _sessions.Remove(recoveryId);
            return new RestoredSession(found.Session, missed);
        }
    }

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

    private sealed record KeptPacket(string Offset, EncodedPacket Packet, string[] Rooms, string[] Except, DateTimeOffset SentAt)
    {
        public bool IsFor(IReadOnlyCollection<string> rooms) =>
            (Rooms.Length == 0 || Rooms.Any(room => rooms.Contains(room, StringComparer.Ordinal))) &&
            !Except.Any(room => rooms.Contains(room, StringComparer.Ordinal));
    }
}
