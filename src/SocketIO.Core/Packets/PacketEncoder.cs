using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace SocketIO.Core.Packets;

/// <summary>
/// Writes Socket.IO packets as UTF-8 into pooled buffers ("Packet encoding"). Hot path: the JSON is written first, the header in front of
/// it afterwards and backwards, because only then the number of attachments is known.
/// </summary>
internal sealed class PacketEncoder
{
    /// <summary>'4', type, attachments and '-', ',', acknowledgement id: without the namespace.</summary>
    private const int HeaderReserve = 1 + 1 + 11 + 1 + 20;

    [ThreadStatic]
    private static Scratch? _scratch;

    private readonly JsonWriterOptions _writerOptions;

    public PacketEncoder(JsonSerializerOptions options)
    {
        Options = new JsonSerializerOptions(options);
        Options.Converters.Add(new ByteArrayConverter());
        Options.Converters.Add(new ReadOnlyMemoryConverter());
        Options.Converters.Add(new MemoryConverter());
        Options.TypeInfoResolver ??= new DefaultJsonTypeInfoResolver();
        Options.Encoder ??= JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        Options.MakeReadOnly();
        _writerOptions = new JsonWriterOptions { Encoder = Options.Encoder, SkipValidation = true, MaxDepth = int.MaxValue };
    }

    /// <summary>The options of the user with the converters for binary values.</summary>
    public JsonSerializerOptions Options { get; }

    public EncodedPacket Event(
        ReadOnlySpan<byte> nsp, long id, string name, ReadOnlySpan<object?> args, string? offset = null, bool compress = true)
    {
        var scratch = Begin(nsp);
        try
        {
            var writer = scratch.Writer;
            writer.WriteStartArray();
            writer.WriteStringValue(name);
            WriteAll(writer, args);
            if (offset is not null)
            {
                writer.WriteStringValue(offset);
            }

            writer.WriteEndArray();
            return Finish(scratch, PacketType.Event, nsp, id, compress);
        }
        finally
        {
            End(scratch);
        }
    }

    public EncodedPacket Ack(ReadOnlySpan<byte> nsp, long id, ReadOnlySpan<object?> args)
    {
        var scratch = Begin(nsp);
        try
        {
            scratch.Writer.WriteStartArray();
            WriteAll(scratch.Writer, args);
            scratch.Writer.WriteEndArray();
            return Finish(scratch, PacketType.Ack, nsp, id, compress: true);
        }
        finally
        {
            End(scratch);
        }
    }

    public EncodedPacket Connect(ReadOnlySpan<byte> nsp, string sid, string? pid)
    {
        var scratch = Begin(nsp);
        try
        {
            scratch.Writer.WriteStartObject();
            scratch.Writer.WriteString("sid"u8, sid);
            if (pid is not null)
            {
                scratch.Writer.WriteString("pid"u8, pid);
            }

            scratch.Writer.WriteEndObject();
            return Finish(scratch, PacketType.Connect, nsp, id: -1, compress: true);
        }
        finally
        {
            End(scratch);
        }
    }

    public EncodedPacket ConnectError(ReadOnlySpan<byte> nsp, string message, object? data)
    {
        var scratch = Begin(nsp);
        try
        {
            scratch.Writer.WriteStartObject();
            scratch.Writer.WriteString("message"u8, message);
            if (data is not null)
            {
                scratch.Writer.WritePropertyName("data"u8);
                AttachmentScope.Writing = null;
                WriteValue(scratch.Writer, data);
            }

            scratch.Writer.WriteEndObject();
            return Finish(scratch, PacketType.ConnectError, nsp, id: -1, compress: true);
        }
        finally
        {
            End(scratch);
        }
    }

    public EncodedPacket Disconnect(ReadOnlySpan<byte> nsp)
    {
        var scratch = Begin(nsp);
        try
        {
            return Finish(scratch, PacketType.Disconnect, nsp, id: -1, compress: true);
        }
        finally
        {
            End(scratch);
        }
    }

    private static int Reserve(ReadOnlySpan<byte> nsp) => EncodedPacket.FrameReserve + HeaderReserve + nsp.Length + 1;

    private static EncodedPacket Finish(Scratch scratch, PacketType type, ReadOnlySpan<byte> nsp, long id, bool compress)
    {
        scratch.Writer.Flush();
        var attachments = scratch.Attachments.Count > 0 ? scratch.Attachments.ToArray() : null;
        var buffer = scratch.Buffer.Detach(out var end);
        var at = Reserve(nsp);
        Span<byte> digits = stackalloc byte[20];

        if (id >= 0)
        {
            Utf8Formatter.TryFormat(id, digits, out var written);
            at -= written;
            digits[..written].CopyTo(buffer.AsSpan(at));
        }

        if (nsp.Length > 1)
        {
            buffer[--at] = (byte)',';
            at -= nsp.Length;
            nsp.CopyTo(buffer.AsSpan(at));
        }

        if (attachments is not null)
        {
            buffer[--at] = (byte)'-';
            Utf8Formatter.TryFormat(attachments.Length, digits, out var written);
            at -= written;
            digits[..written].CopyTo(buffer.AsSpan(at));
            type = type == PacketType.Ack ? PacketType.BinaryAck : PacketType.BinaryEvent;
        }

        buffer[--at] = (byte)('0' + (int)type);
        buffer[--at] = (byte)'4';
        return EncodedPacket.Pooled(buffer, at, end, attachments, compress);
    }

    private void WriteAll(Utf8JsonWriter writer, ReadOnlySpan<object?> args)
    {
        foreach (var arg in args)
        {
            WriteValue(writer, arg);
        }
    }

    private void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                WriteDouble(writer, number);
                break;
            case RawJson raw:
                WriteRaw(writer, raw.Utf8.Span);
                break;
            case SocketArgument argument:
                argument.WriteTo(writer);
                break;
            case JsonElement { ValueKind: JsonValueKind.Undefined }:
                writer.WriteNullValue();
                break;
            case JsonElement element:
                WriteRaw(writer, JsonMarshal.GetRawUtf8Value(element));
                break;
            case JsonNode node:
                node.WriteTo(writer, Options);
                break;
            case byte[] bytes:
                Placeholder.WriteBytes(writer, bytes);
                break;
            case ReadOnlyMemory<byte> bytes:
                Placeholder.WriteBytes(writer, bytes);
                break;
            case Memory<byte> bytes:
                Placeholder.WriteBytes(writer, bytes);
                break;
            default:
                JsonSerializer.Serialize(writer, value, Options.GetTypeInfo(value.GetType()));
                break;
        }
    }

    private static void WriteRaw(Utf8JsonWriter writer, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteRawValue(utf8, skipInputValidation: true);
        }
    }

    // JSON.stringify writes null where a number is not finite.
    private static void WriteDouble(Utf8JsonWriter writer, double number)
    {
        if (double.IsFinite(number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private Scratch Begin(ReadOnlySpan<byte> nsp)
    {
        // Taken out for the time of one packet: a converter may emit in turn.
        var scratch = _scratch ?? new Scratch();
        _scratch = null;
        scratch.Begin(_writerOptions, Reserve(nsp));
        scratch.Outer = AttachmentScope.Writing;
        AttachmentScope.Writing = scratch.Attachments;
        return scratch;
    }

    private static void End(Scratch scratch)
    {
        AttachmentScope.Writing = scratch.Outer;
        scratch.End();
        _scratch = scratch;
    }

#pragma warning disable CA1001 // The writer is reset for each packet and lives as long as its thread; it holds nothing to release.
    private sealed class Scratch
#pragma warning restore CA1001
    {
        private Utf8JsonWriter? _writer;
        private JsonWriterOptions _options;

        public PooledBuffer Buffer { get; } = new();

        public List<byte[]> Attachments { get; } = [];

        public List<byte[]>? Outer { get; set; }

        public Utf8JsonWriter Writer => _writer!;

        public void Begin(JsonWriterOptions options, int reserve)
        {
            Buffer.Start(reserve, 512);
            if (_writer is null || !ReferenceEquals(_options.Encoder, options.Encoder))
            {
                _options = options;
                _writer = new Utf8JsonWriter(Buffer, options);
            }
            else
            {
                _writer.Reset(Buffer);
            }
        }

        public void End()
        {
            Buffer.Release();
            Attachments.Clear();
        }
    }
}
