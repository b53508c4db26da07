using System.Text.Json;

namespace SocketIO.Core.Packets;

/// <summary>
/// One received argument, as it stood on the wire. Given to an emit it is written again byte for byte, its attachments included; see
/// <see cref="SocketArguments.Forward"/>.
/// </summary>
internal sealed class SocketArgument(ReadOnlyMemory<byte> json, int offset, PlaceholderSpan[] placeholders, byte[][] attachments)
{
    public void WriteTo(Utf8JsonWriter writer)
    {
        if (placeholders.Length == 0)
        {
            writer.WriteRawValue(json.Span, skipInputValidation: true);
            return;
        }

        var buffer = new PooledBuffer();
        buffer.Start(reserved: 0, json.Length + 64);
        var at = offset;
        foreach (var placeholder in placeholders)
        {
            if (placeholder.Start < offset || placeholder.End > offset + json.Length)
            {
                continue;
            }

            buffer.Write(json.Span[(at - offset)..(placeholder.Start - offset)]);
            using (var inner = new Utf8JsonWriter(buffer))
            {
                Placeholder.WriteBytes(inner, attachments[placeholder.Attachment]);
            }

            at = placeholder.End;
        }

        buffer.Write(json.Span[(at - offset)..]);
        writer.WriteRawValue(buffer.WrittenSpan, skipInputValidation: true);
        buffer.Release();
    }
}
