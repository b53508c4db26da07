using System.Text.Json;
using System.Text.Json.Serialization;

namespace SocketIO.Core.Packets;

/// <summary>Writes bytes as an attachment placeholder and reads a placeholder back as its attachment ("Packet encoding", binary).</summary>
internal static class Placeholder
{
    private static readonly JsonEncodedText Marker = JsonEncodedText.Encode("_placeholder");
    private static readonly JsonEncodedText Number = JsonEncodedText.Encode("num");

    public static void Write(Utf8JsonWriter writer, int number)
    {
        writer.WriteStartObject();
        writer.WriteBoolean(Marker, value: true);
        writer.WriteNumber(Number, number);
        writer.WriteEndObject();
    }

    public static void WriteBytes(Utf8JsonWriter writer, ReadOnlyMemory<byte> bytes)
    {
        if (AttachmentScope.Writing is not { } attachments)
        {
            writer.WriteBase64StringValue(bytes.Span);
            return;
        }

        Write(writer, attachments.Count);
        attachments.Add(EncodedPacket.ToArray(bytes));
    }

    /// <summary>
    /// Looks at the object that the reader stands at (a copy of the reader). Members beside the two that count are ignored, as the
    /// JavaScript parser does.
    /// </summary>
    /// <returns>False when the object is not a placeholder. The number is -1 when it is missing or no index.</returns>
    public static bool TryRead(Utf8JsonReader reader, out int number)
    {
        number = -1;
        var isMarked = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonNames.Is(in reader, "_placeholder"u8))
            {
                reader.Read();
                isMarked = reader.TokenType == JsonTokenType.True;
            }
            else if (JsonNames.Is(in reader, "num"u8))
            {
                reader.Read();
                number = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value) ? value : -1;
            }
            else
            {
                reader.Read();
            }

            reader.Skip();
        }

        return isMarked;
    }

    public static byte[]? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType == JsonTokenType.StartObject)
        {
            var attachments = AttachmentScope.Reading ?? [];
            if (!TryRead(reader, out var number) || (uint)number >= (uint)attachments.Length)
            {
                throw new JsonException("The value is not a binary attachment.");
            }

            reader.Skip();
            return attachments[number];
        }

        return reader.GetBytesFromBase64();
    }
}

internal sealed class ByteArrayConverter : JsonConverter<byte[]>
{
    public override byte[]? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Placeholder.Read(ref reader);

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => Placeholder.WriteBytes(writer, value);
}

internal sealed class ReadOnlyMemoryConverter : JsonConverter<ReadOnlyMemory<byte>>
{
    public override ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Placeholder.Read(ref reader);

    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value, JsonSerializerOptions options) =>
        Placeholder.WriteBytes(writer, value);
}

internal sealed class MemoryConverter : JsonConverter<Memory<byte>>
{
    public override Memory<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Placeholder.Read(ref reader);

    public override void Write(Utf8JsonWriter writer, Memory<byte> value, JsonSerializerOptions options) =>
        Placeholder.WriteBytes(writer, value);
}
