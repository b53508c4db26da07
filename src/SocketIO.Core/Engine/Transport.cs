using SocketIO.Core.Packets;

namespace SocketIO.Core.Engine;

/// <summary>One way to carry packets ("Transports"). Members whose name ends in <c>Locked</c> are called under the session's gate.</summary>
internal abstract class Transport(EngineSession session)
{
    protected SendQueue Queue;

    public abstract string Name { get; }

    public int QueuedLocked => Queue.Count;

    public long QueuedBytesLocked => Queue.Bytes;

    /// <summary>Whether a packet would leave at once; volatile packets go only then.</summary>
    public abstract bool IsWritableLocked { get; }

    protected EngineSession Session { get; } = session;

    public void EnqueueLocked(EncodedPacket packet)
    {
        packet.AddReference();
        Queue.Enqueue(packet);
    }

    /// <summary>Sends what waits, if nobody does so already. Never blocks.</summary>
    public abstract void Kick();

    /// <summary>Sends what waits and then closes.</summary>
    public abstract void Close();

    /// <summary>Drops the connection with everything that waits.</summary>
    public abstract void Abort();

    public void MoveQueueLocked(Transport target)
    {
        while (Queue.Count > 0)
        {
            target.Queue.Enqueue(Queue.Dequeue());
        }
    }
}
