using SocketIO.Core.Packets;

namespace SocketIO.Core.Engine;

/// <summary>A ring of packets. It takes memory only while something waits. Not safe by itself: the session's gate guards it.</summary>
internal struct SendQueue
{
    private const int KeptCapacity = 16;

    private EncodedPacket?[]? _ring;
    private int _head;

    public int Count { get; private set; }

    public long Bytes { get; private set; }

    public readonly EncodedPacket Peek() => _ring![_head]!;

    public void Enqueue(EncodedPacket packet)
    {
        var ring = MakeRoom();
        ring[(_head + Count) & (ring.Length - 1)] = packet;
        Count++;
        Bytes += packet.Size;
    }

    public void EnqueueFirst(EncodedPacket packet)
    {
        var ring = MakeRoom();
        _head = (_head - 1) & (ring.Length - 1);
        ring[_head] = packet;
        Count++;
        Bytes += packet.Size;
    }

    public EncodedPacket Dequeue()
    {
        var packet = _ring![_head]!;
        _ring[_head] = null;
        _head = (_head + 1) & (_ring.Length - 1);
        Count--;
        Bytes -= packet.Size;
        if (Count == 0 && _ring.Length > KeptCapacity)
        {
            _ring = null;
            _head = 0;
        }

        return packet;
    }

    private EncodedPacket?[] MakeRoom()
    {
        _ring ??= new EncodedPacket?[4];
        if (Count == _ring.Length)
        {
            var bigger = new EncodedPacket?[_ring.Length * 2];
            for (var i = 0; i < Count; i++)
            {
                bigger[i] = _ring[(_head + i) & (_ring.Length - 1)];
            }

            _ring = bigger;
            _head = 0;
        }

        return _ring;
    }

    public void Clear()
    {
        while (Count > 0)
        {
            Dequeue().Release();
        }

        _ring = null;
        _head = 0;
    }
}
