using System.Buffers;
using System.Buffers.Text;
using SocketIO.Core.Packets;

namespace SocketIO.Core.Engine;

/// <summary>Joins packets with the record separator, binary ones as 'b' and base64 ("Payload encoding").</summary>
internal static class PayloadEncoder
{
    private const byte RecordSeparator = 0x1E;

    public static void Write(List<EncodedPacket> packets, PooledBuffer buffer)
    {
        foreach (var packet in packets)
        {
            Separate(buffer);
            buffer.Write(packet.Kind == EnginePacketKind.WebSocketClose ? "1"u8 : packet.Text.Span);
            foreach (var attachment in packet.AttachmentArray)
            {
                Separate(buffer);
                buffer.WriteByte((byte)'b');
                var target = buffer.GetSpan(Base64.GetMaxEncodedToUtf8Length(attachment.Length));
                Base64.EncodeToUtf8(attachment, target, out _, out var written);
                buffer.Advance(written);
            }
        }
    }

    private static void Separate(PooledBuffer buffer)
    {
        if (buffer.Length > 0)
        {
            buffer.WriteByte(RecordSeparator);
        }
    }
}
