using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SocketIO.Core.Engine;

/// <summary>Opcodes of RFC 6455, section 5.2.</summary>
internal enum WebSocketOpcode
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}

/// <summary>Close codes of RFC 6455, section 7.4.1.</summary>
internal enum WebSocketCloseCode
{
    ProtocolError = 1002,
    NoStatus = 1005,
    InvalidPayload = 1007,
    TooBig = 1009,
}

internal enum FrameStatus
{
    NeedMore,
    Ok,
    Broken,
    TooBig,
}

/// <summary>The head of a frame from a client, with where its payload stands.</summary>
internal struct FrameHeader
{
    public bool IsFinal;
    public bool IsCompressed;
    public WebSocketOpcode Opcode;
    public uint Mask;
    public int HeaderLength;
    public long PayloadLength;
}

/// <summary>Reads and writes frames of RFC 6455. Hot path: no allocation.</summary>
internal static class WebSocketFrame
{
    /// <summary>Writes an unmasked final frame's header so that it ends where the payload begins.</summary>
    /// <returns>Where the header begins.</returns>
    public static int WriteHeaderBackwards(byte[] buffer, int payloadStart, int payloadLength, WebSocketOpcode opcode, bool isCompressed = false)
    {
        var start = payloadStart - HeaderLength(payloadLength);
        WriteHeader(buffer.AsSpan(start), payloadLength, opcode, isCompressed);
        return start;
    }

    public static int HeaderLength(int payloadLength) => payloadLength < 126 ? 2 : payloadLength <= ushort.MaxValue ? 4 : 10;

    public static int WriteHeader(Span<byte> target, int payloadLength, WebSocketOpcode opcode, bool isCompressed = false)
    {
        target[0] = (byte)(0x80 | (isCompressed ? 0x40 : 0) | (int)opcode);
        switch (HeaderLength(payloadLength))
        {
            case 2:
                target[1] = (byte)payloadLength;
                return 2;
            case 4:
                target[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(target[2..], (ushort)payloadLength);
                return 4;
            default:
                target[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(target[2..], (ulong)payloadLength);
                return 10;
        }
    }

    /// <summary>Reads the header of a client's frame (RFC 6455, 5.2): masked, no reserved bits but the compression bit, sane control frames.</summary>
    public static FrameStatus TryReadHeader(ReadOnlySpan<byte> input, bool allowCompression, long maxPayload, out FrameHeader header)
    {
        header = default;
        if (input.Length < 2)
        {
            return FrameStatus.NeedMore;
        }

        header.IsFinal = (input[0] & 0x80) != 0;
        header.IsCompressed = (input[0] & 0x40) != 0;
        header.Opcode = (WebSocketOpcode)(input[0] & 0x0F);
        var length = input[1] & 0x7F;
        var isControl = ((int)header.Opcode & 0x8) != 0;
        var isKnown = header.Opcode is <= WebSocketOpcode.Binary or (>= WebSocketOpcode.Close and <= WebSocketOpcode.Pong);
        var hasBadBits = (input[0] & 0x30) != 0 || (header.IsCompressed && (!allowCompression || isControl || header.Opcode == WebSocketOpcode.Continuation));
        var isMasked = (input[1] & 0x80) != 0;
        if (!isKnown || hasBadBits || !isMasked || (isControl && (!header.IsFinal || length > 125)))
        {
            return FrameStatus.Broken;
        }

        var at = 2;
        header.PayloadLength = length;
        if (length == 126)
        {
            if (input.Length < 4)
            {
                return FrameStatus.NeedMore;
            }

            header.PayloadLength = BinaryPrimitives.ReadUInt16BigEndian(input[2..]);
            at = 4;
        }
        else if (length == 127)
        {
            if (input.Length < 10)
            {
                return FrameStatus.NeedMore;
            }

            header.PayloadLength = BinaryPrimitives.ReadInt64BigEndian(input[2..]);
            at = 10;
        }

        if (header.PayloadLength < 0)
        {
            return FrameStatus.Broken;
        }

        if (header.PayloadLength > maxPayload)
        {
            return FrameStatus.TooBig;
        }

        header.HeaderLength = at + 4;
        if (input.Length < header.HeaderLength)
        {
            return FrameStatus.NeedMore;
        }

        header.Mask = MemoryMarshal.Read<uint>(input[at..]);
        return input.Length - header.HeaderLength < header.PayloadLength ? FrameStatus.NeedMore : FrameStatus.Ok;
    }

    /// <summary>Removes the mask in place (RFC 6455, 5.3).</summary>
    public static void Unmask(Span<byte> payload, uint mask)
    {
        if (mask == 0)
        {
            return;
        }

        var at = 0;
        if (Vector.IsHardwareAccelerated && payload.Length >= Vector<byte>.Count)
        {
            var wide = Vector.AsVectorByte(new Vector<uint>(mask));
            for (; at <= payload.Length - Vector<byte>.Count; at += Vector<byte>.Count)
            {
                var part = payload.Slice(at, Vector<byte>.Count);
                (new Vector<byte>(part) ^ wide).CopyTo(part);
            }
        }

        Span<byte> key = stackalloc byte[4];
        MemoryMarshal.Write(key, mask);
        for (; at < payload.Length; at++)
        {
            payload[at] ^= key[at & 3];
        }
    }
}
