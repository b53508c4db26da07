using SocketIO.Core.Packets;

namespace SocketIO.Core.Engine;

/// <summary>One way to carry packets ("Transports"). Members whose name ends in <c>Locked</c> are called under the session's gate.</summary>
internal abstract class Transport(EngineSession session)
{
    protected SendQueue Queue;

    public abstract string Name { get; }

    public int QueuedLocked => Queue.Count;

    public long QueuedBytesLocked => Queue.Bytes;

    /// <summary>When the client last took something that had waited.</summary>
    public long LastTakenLocked { get; set; }

    /// <summary>When the queue began to fill.</summary>
    public long WaitingSinceLocked { get; private set; }

    /// <summary>Whether a packet would leave at once; volatile packets go only then.</summary>
    public abstract bool IsWritableLocked { get; }

    protected EngineSession Session { get; } = session;

    public void EnqueueLocked(EncodedPacket packet)
    {
        if (Queue.Count == 0)
        {
            WaitingSinceLocked = Session.Server.Options.TimeProvider.GetTimestamp();
        }

        packet.AddReference();
        Queue.Enqueue(packet);
    }

    public void EnqueueFirstLocked(EncodedPacket packet)
    {
        packet.AddReference();
        Queue.EnqueueFirst(packet);
    }

    /// <summary>Sends what waits, if nobody does so already. Never blocks.</summary>
    public abstract void Kick();

    /// <summary>Sends what waits and then closes.</summary>
    public abstract void Close();

    /// <summary>Drops the connection with everything that waits.</summary>
    public abstract void Abort();

    public void MoveQueueLocked(Transport target)
    {
        target.WaitingSinceLocked = WaitingSinceLocked;
        target.LastTakenLocked = LastTakenLocked;
        while (Queue.Count > 0)
        {
            target.Queue.Enqueue(Queue.Dequeue());
        }
    }
}
