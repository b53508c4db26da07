using System.Buffers.Text;
using System.Text.Json;

namespace SocketIO.Core.Packets;

/// <summary>
/// Compares names in received JSON. The reader's own comparison throws for an escaped lone surrogate, which is legal in JSON but no text;
/// hostile input must not cost exceptions.
/// </summary>
internal static class JsonNames
{
    /// <summary>Whether the string or property name that the reader stands at is a name of plain ASCII letters and underscores.</summary>
    public static bool Is(ref readonly Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals(name);
        }

        var text = reader.ValueSpan;
        foreach (var letter in name)
        {
            if (text.IsEmpty)
            {
                return false;
            }

            var isEscape = text[0] == (byte)'\\';
            var isLetter = isEscape
                ? text[1] == (byte)'u' && Utf8Parser.TryParse(text.Slice(2, 4), out ushort code, out _, 'x') && code == letter
                : text[0] == letter;
            if (!isLetter)
            {
                return false;
            }

            text = text[(isEscape ? 6 : 1)..];
        }

        return text.IsEmpty;
    }
}
