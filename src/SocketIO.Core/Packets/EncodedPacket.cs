using System.Buffers;
using System.Runtime.InteropServices;
using SocketIO.Core.Engine;

namespace SocketIO.Core.Packets;

/// <summary>
/// One packet, encoded once and shared by every connection it goes to. The text part already stands in a WebSocket frame, so that a
/// broadcast copies the same bytes to each client; long-polling takes the part behind the frame header.
/// </summary>
/// <remarks>The buffer is pooled and counted: each queue holds one reference and gives it back when the bytes are written.</remarks>
public sealed class EncodedPacket
{
    /// <summary>Room before the text for the longest frame header a server sends (2 + 8 bytes).</summary>
    internal const int FrameReserve = 10;

    private readonly byte[] _buffer;
    private readonly int _frameStart;
    private readonly int _textStart;
    private readonly int _end;
    private readonly bool _isPooled;
    private int _references = 1;
    private byte[]? _deflatedFrame;

    private EncodedPacket(byte[] buffer, int textStart, int end, byte[][]? attachments, EnginePacketKind kind, bool isPooled)
    {
        _buffer = buffer;
        _textStart = textStart;
        _end = end;
        _isPooled = isPooled;
        AttachmentArray = attachments ?? [];
        Kind = kind;
        _frameStart = WebSocketFrame.WriteHeaderBackwards(
            buffer, textStart, end - textStart, OpcodeOf(kind));

        Size = end - _frameStart;
        foreach (var attachment in AttachmentArray)
        {
            Size += attachment.Length + FrameReserve;
        }
    }

    /// <summary>The Engine.IO packet: type digit and Socket.IO packet, in UTF-8, without a frame.</summary>
    public ReadOnlyMemory<byte> Text => _buffer.AsMemory(_textStart, _end - _textStart);

    /// <summary>The binary attachments that follow the text, in order.</summary>
    public IReadOnlyList<byte[]> Attachments => AttachmentArray;

    internal byte[][] AttachmentArray { get; }

    internal EnginePacketKind Kind { get; }

    /// <summary>What the packet counts for in a send queue, in bytes.</summary>
    internal int Size { get; }

    /// <summary>The per-socket ruling on compression (operator <c>Compress</c>); on by default.</summary>
    internal bool Compress { get; init; } = true;

    /// <summary>The text as a complete, unmasked WebSocket frame.</summary>
    internal ReadOnlyMemory<byte> Frame => _buffer.AsMemory(_frameStart, _end - _frameStart);

    /// <summary>Makes a packet from an Engine.IO text packet and its attachments, for an adapter that got them from another node.</summary>
    /// <param name="text">Type digit and Socket.IO packet, as in <see cref="Text"/>.</param>
    /// <param name="attachments">The attachments, as in <see cref="Attachments"/>.</param>
    /// <returns>A packet that is not pooled.</returns>
    public static EncodedPacket FromText(ReadOnlySpan<byte> text, IReadOnlyList<byte[]>? attachments = null)
    {
        var buffer = new byte[FrameReserve + text.Length];
        text.CopyTo(buffer.AsSpan(FrameReserve));
        return new EncodedPacket(buffer, FrameReserve, buffer.Length, attachments is null ? null : [.. attachments],
            EnginePacketKind.Message, isPooled: false);
    }

    internal static EncodedPacket Control(EnginePacketKind kind, ReadOnlySpan<byte> text)
    {
        var buffer = new byte[FrameReserve + text.Length];
        text.CopyTo(buffer.AsSpan(FrameReserve));
        return new EncodedPacket(buffer, FrameReserve, buffer.Length, attachments: null, kind, isPooled: false);
    }

    internal static EncodedPacket Pooled(byte[] buffer, int textStart, int end, byte[][]? attachments, bool compress) =>
        new(buffer, textStart, end, attachments, EnginePacketKind.Message, isPooled: true) { Compress = compress };

    /// <summary>A copy that lives as long as it is referred to, for adapters that keep packets.</summary>
    internal EncodedPacket ToKept() => FromText(Text.Span, Attachments);

    /// <summary>The text as one compressed frame; made once, whoever asks first.</summary>
    internal ReadOnlyMemory<byte> GetDeflatedFrame() =>
        _deflatedFrame ??= WebSocketDeflate.MakeFrame(Text.Span, WebSocketOpcode.Text);

    internal void AddReference()
    {
        if (_isPooled)
        {
            Interlocked.Increment(ref _references);
        }
    }

    internal void Release()
    {
        if (_isPooled && Interlocked.Decrement(ref _references) == 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    private static WebSocketOpcode OpcodeOf(EnginePacketKind kind) => kind switch
    {
        EnginePacketKind.WebSocketClose => WebSocketOpcode.Close,
        EnginePacketKind.WebSocketPong => WebSocketOpcode.Pong,
        _ => WebSocketOpcode.Text,
    };

    internal static byte[] ToArray(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Offset == 0 && segment.Array!.Length == memory.Length
            ? segment.Array
            : memory.ToArray();
}
