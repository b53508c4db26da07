using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace SocketIO.Core.Packets;

/// <summary>
/// Reads Socket.IO packets of one connection ("Packet encoding"). Takes hostile input: every limit is checked before memory is taken, and
/// a broken packet is a status, not an exception. Hot path: works on the UTF-8 bytes, one pass over the JSON.
/// </summary>
internal sealed class PacketDecoder(int maxAttachments, int maxDepth, int maxBytes)
{
    private static readonly byte[] RootUtf8 = [(byte)'/'];

    [ThreadStatic]
    private static List<int>? _values;

    private string _lastNamespace = "/";
    private byte[] _lastNamespaceUtf8 = RootUtf8;
    private Reconstruction? _pending;

    /// <summary>True between the text of a binary packet and its last attachment.</summary>
    public bool IsReconstructing => _pending is not null;

    /// <summary>Takes a text message, without the Engine.IO type digit.</summary>
    public DecodeStatus AddText(ReadOnlySpan<byte> text, out DecodedPacket packet)
    {
        packet = default;
        if (IsReconstructing || text.IsEmpty || (uint)(text[0] - '0') > (uint)PacketType.BinaryAck)
        {
            return DecodeStatus.Invalid;
        }

        var type = (PacketType)(text[0] - '0');
        var rest = text[1..];
        var attachments = 0;
        if (type is PacketType.BinaryEvent or PacketType.BinaryAck && !TryReadAttachmentCount(ref rest, out attachments))
        {
            return DecodeStatus.Invalid;
        }

        var nsp = ReadNamespace(ref rest);
        if (!TryReadId(ref rest, out var id))
        {
            return DecodeStatus.Invalid;
        }

        if (!TryReadPayload(type, rest, attachments > 0, out var values, out var placeholders) || !AreInRange(placeholders, attachments))
        {
            return DecodeStatus.Invalid;
        }

        packet = new DecodedPacket
        {
            Type = type,
            Namespace = nsp,
            Id = id,
            Json = rest.IsEmpty ? null : rest.ToArray(),
            Values = values,
            Placeholders = placeholders,
            Attachments = attachments == 0 ? [] : new byte[attachments][],
        };

        if (attachments == 0)
        {
            return DecodeStatus.Complete;
        }

        _pending = new Reconstruction(packet);
        packet = default;
        return DecodeStatus.Incomplete;
    }

    /// <summary>Takes a binary message: the next attachment.</summary>
    public DecodeStatus AddBinary(ReadOnlySpan<byte> bytes, out DecodedPacket packet)
    {
        packet = default;
        if (_pending is not { } pending || pending.Bytes + bytes.Length > maxBytes)
        {
            return DecodeStatus.Invalid;
        }

        if (!pending.Add(bytes.ToArray()))
        {
            return DecodeStatus.Incomplete;
        }

        packet = pending.Packet;
        Reset();
        return DecodeStatus.Complete;
    }

    public void Reset() => _pending = null;

    private static bool AreInRange(PlaceholderSpan[] placeholders, int attachments)
    {
        foreach (var placeholder in placeholders)
        {
            if ((uint)placeholder.Attachment >= (uint)attachments)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsReserved(ref readonly Utf8JsonReader reader) =>
        JsonNames.Is(in reader, "connect"u8) || JsonNames.Is(in reader, "connect_error"u8) || JsonNames.Is(in reader, "disconnect"u8) ||
        JsonNames.Is(in reader, "disconnecting"u8) || JsonNames.Is(in reader, "newListener"u8) || JsonNames.Is(in reader, "removeListener"u8);

    private static bool TryReadId(ref ReadOnlySpan<byte> rest, out long id)
    {
        id = -1;
        if (rest.IsEmpty || !char.IsAsciiDigit((char)rest[0]))
        {
            return true;
        }

        var isRead = Utf8Parser.TryParse(rest, out id, out var consumed);
        rest = rest[consumed..];
        return isRead;
    }

    private bool TryReadAttachmentCount(ref ReadOnlySpan<byte> rest, out int count)
    {
        var dash = rest.IndexOf((byte)'-');
        if (dash is <= 0 or > 9 || !char.IsAsciiDigit((char)rest[0]) || !Utf8Parser.TryParse(rest[..dash], out count, out var consumed) || consumed != dash)
        {
            count = 0;
            return false;
        }

        rest = rest[(dash + 1)..];
        return count > 0 && count <= maxAttachments;
    }

    private string ReadNamespace(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest[0] != (byte)'/')
        {
            return "/";
        }

        var comma = rest.IndexOf((byte)',');
        var name = comma < 0 ? rest : rest[..comma];
        rest = comma < 0 ? [] : rest[(comma + 1)..];
        if (!name.SequenceEqual(_lastNamespaceUtf8))
        {
            _lastNamespaceUtf8 = name.ToArray();
            _lastNamespace = Encoding.UTF8.GetString(name);
        }

        return _lastNamespace;
    }

    private bool TryReadPayload(
        PacketType type, ReadOnlySpan<byte> json, bool hasAttachments, out int[] values, out PlaceholderSpan[] placeholders)
    {
        values = [];
        placeholders = [];
        if (json.IsEmpty)
        {
            // "The payload is mandatory" for events and acknowledgements; the JavaScript server is more lenient.
            return type is PacketType.Connect or PacketType.Disconnect or PacketType.ConnectError;
        }

        if (type == PacketType.Disconnect)
        {
            return false;
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        try
        {
            reader.Read();
            var isValid = type switch
            {
                PacketType.Connect => reader.TokenType == JsonTokenType.StartObject && TrySkip(ref reader),
                PacketType.ConnectError => reader.TokenType is JsonTokenType.StartObject or JsonTokenType.String && TrySkip(ref reader),
                _ => TryReadArray(ref reader, isEvent: type is PacketType.Event or PacketType.BinaryEvent, out values),
            };

            // One more read proves that nothing follows the value.
            isValid = isValid && !reader.Read();
            if (isValid && hasAttachments)
            {
                placeholders = PlaceholderFinder.Find(json, maxDepth);
            }

            return isValid;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TrySkip(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return true;
    }

    private static bool TryReadArray(ref Utf8JsonReader reader, bool isEvent, out int[] values)
    {
        values = [];
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        var found = _values ??= [];
        found.Clear();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (isEvent && found.Count == 0 &&
                (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number) || (reader.TokenType == JsonTokenType.String && IsReserved(in reader))))
            {
                return false;
            }

            found.Add((int)reader.TokenStartIndex);
            reader.Skip();
            found.Add((int)reader.BytesConsumed);
        }

        values = [.. found];
        return !isEvent || values.Length > 0;
    }

    /// <summary>A packet that waits for its attachments. There is one only then: an idle connection keeps a decoder.</summary>
    private sealed class Reconstruction(DecodedPacket packet)
    {
        private int _received;

        public DecodedPacket Packet => packet;

        public long Bytes { get; private set; }

        /// <returns>True when this was the last one.</returns>
        public bool Add(byte[] attachment)
        {
            packet.Attachments[_received++] = attachment;
            Bytes += attachment.Length;
            return _received == packet.Attachments.Length;
        }
    }
}
