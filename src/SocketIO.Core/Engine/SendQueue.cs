using SocketIO.Core.Packets;

namespace SocketIO.Core.Engine;

/// <summary>
/// A queue of packets: the first in a field, the others in a ring that there is only when several wait. Not safe by itself: the session's
/// gate guards it.
/// </summary>
internal struct SendQueue
{
    private const int KeptCapacity = 16;

    private EncodedPacket? _first;
    private EncodedPacket?[]? _ring;
    private int _head;

    public int Count { get; private set; }

    public long Bytes { get; private set; }

    public readonly EncodedPacket Peek() => _first!;

    public void Enqueue(EncodedPacket packet)
    {
        if (Count == 0)
        {
            _first = packet;
        }
        else
        {
            var ring = MakeRoom();
            ring[(_head + Count - 1) & (ring.Length - 1)] = packet;
        }

        Count++;
        Bytes += packet.Size;
    }

    public void EnqueueFirst(EncodedPacket packet)
    {
        if (Count > 0)
        {
            var ring = MakeRoom();
            _head = (_head - 1) & (ring.Length - 1);
            ring[_head] = _first;
        }

        _first = packet;
        Count++;
        Bytes += packet.Size;
    }

    public EncodedPacket Dequeue()
    {
        var packet = _first!;
        _first = null;
        Count--;
        Bytes -= packet.Size;
        if (Count > 0)
        {
            _first = _ring![_head];
            _ring[_head] = null;
            _head = (_head + 1) & (_ring.Length - 1);
        }
        else if (_ring?.Length > KeptCapacity)
        {
            _ring = null;
            _head = 0;
        }

        return packet;
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

    /// <summary>Makes room for one more in the ring, which holds all but the first.</summary>
    private EncodedPacket?[] MakeRoom()
    {
        _ring ??= new EncodedPacket?[4];
        if (Count - 1 == _ring.Length)
        {
            var bigger = new EncodedPacket?[_ring.Length * 2];
            for (var i = 0; i < _ring.Length; i++)
            {
                bigger[i] = _ring[(_head + i) & (_ring.Length - 1)];
            }

            _ring = bigger;
            _head = 0;
        }

        return _ring;
    }
}
