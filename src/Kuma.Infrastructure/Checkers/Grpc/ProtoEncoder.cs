using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf.Reflection;
using Kuma.Application.Monitoring;
using FieldType = Google.Protobuf.Reflection.FieldDescriptorProto.Type;

namespace Kuma.Infrastructure.Checkers.Grpc;

/// <summary>JSON into a protobuf message; what the message does not know is passed over.</summary>
internal sealed class ProtoEncoder(ProtoSchema schema)
{
    private const int DepthLimit = 64;

    /// <exception cref="CheckFailedException">A value does not fit its field.</exception>
    public byte[] Encode(JsonElement json, DescriptorProto message)
    {
        using var output = new MemoryStream();
        Write(output, json, message, depth: 0);
        return output.ToArray();
    }

    private void Write(Stream output, JsonElement json, DescriptorProto message, int depth)
    {
        if (json.ValueKind is not JsonValueKind.Object || depth > DepthLimit)
        {
            throw new CheckFailedException($"The body is no JSON object for {message.Name}");
        }

        foreach (var property in json.EnumerateObject())
        {
            if (property.Value.ValueKind is JsonValueKind.Null
                || message.Fields.Find(field => ProtoSchema.JsonName(field) == property.Name || field.Name == property.Name) is not { } field)
            {
                continue;
            }

            try
            {
                WriteField(output, property.Value, field, depth);
            }
            catch (Exception e) when (e is FormatException or OverflowException or InvalidOperationException)
            {
                throw new CheckFailedException($"{property.Name} has a value that does not fit its type", e);
            }
        }
    }

    private void WriteField(Stream output, JsonElement value, FieldDescriptorProto field, int depth)
    {
        if (field.type is FieldType.TypeMessage && schema.Message(field.TypeName) is { Options.MapEntry: true } entry)
        {
            foreach (var pair in value.EnumerateObject())
            {
                using var item = new MemoryStream();
                WriteValue(item, JsonSerializer.SerializeToElement(pair.Name), entry.Fields.First(one => one.Number == 1), depth);
                WriteValue(item, pair.Value, entry.Fields.First(one => one.Number == 2), depth);
                Tag(output, field.Number, 2);
                Bytes(output, item.ToArray());
            }
        }
        else if (field.label is FieldDescriptorProto.Label.LabelRepeated)
        {
            foreach (var item in value.EnumerateArray())
            {
                WriteValue(output, item, field, depth);
            }
        }
        else
        {
            WriteValue(output, value, field, depth);
        }
    }

    private void WriteValue(Stream output, JsonElement value, FieldDescriptorProto field, int depth)
    {
        switch (field.type)
        {
            case FieldType.TypeDouble:
                Tag(output, field.Number, 1);
                Fixed64(output, (ulong)BitConverter.DoubleToInt64Bits(Real(value)));
                break;
            case FieldType.TypeFloat:
                Tag(output, field.Number, 5);
                Fixed32(output, (uint)BitConverter.SingleToInt32Bits((float)Real(value)));
                break;
            case FieldType.TypeFixed64 or FieldType.TypeSfixed64:
                Tag(output, field.Number, 1);
                Fixed64(output, Integer(value));
                break;
            case FieldType.TypeFixed32 or FieldType.TypeSfixed32:
                Tag(output, field.Number, 5);
                Fixed32(output, (uint)Integer(value));
                break;
            case FieldType.TypeString:
                Tag(output, field.Number, 2);
                Bytes(output, Encoding.UTF8.GetBytes(value.ToString()));
                break;
            case FieldType.TypeBytes:
                Tag(output, field.Number, 2);
                Bytes(output, value.GetBytesFromBase64());
                break;
            case FieldType.TypeMessage:
                using (var inner = new MemoryStream())
                {
                    Write(inner, value, schema.Message(field.TypeName), depth + 1);
                    Tag(output, field.Number, 2);
                    Bytes(output, inner.ToArray());
                }

                break;
            case FieldType.TypeGroup:
                throw new FormatException("groups are not supported");
            default:
                Tag(output, field.Number, 0);
                Varint(output, Number(value, field));
                break;
        }
    }

    private ulong Number(JsonElement value, FieldDescriptorProto field) => field.type switch
    {
        FieldType.TypeBool => value.ValueKind is JsonValueKind.True || value.ToString() is "true" ? 1u : 0u,
        FieldType.TypeEnum when value.ValueKind is JsonValueKind.String =>
            (ulong)(schema.Enum(field.TypeName)?.Values.Find(one => one.Name == value.GetString())?.Number ?? throw new FormatException()),
        FieldType.TypeSint32 or FieldType.TypeSint64 when (long)Integer(value) is var number => (ulong)((number << 1) ^ (number >> 63)),
        _ => Integer(value),
    };

    /// <summary>64-bit numbers may be texts.</summary>
    private static ulong Integer(JsonElement value)
    {
        var text = value.ToString();
        return text.StartsWith('-')
            ? (ulong)long.Parse(text, CultureInfo.InvariantCulture)
            : ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static double Real(JsonElement value) => double.Parse(value.ToString(), CultureInfo.InvariantCulture);

    private static void Tag(Stream output, int number, int wireType) => Varint(output, ((ulong)number << 3) | (uint)wireType);

    private static void Bytes(Stream output, byte[] bytes)
    {
        Varint(output, (ulong)bytes.Length);
        output.Write(bytes);
    }

    private static void Varint(Stream output, ulong value)
    {
        while (value >= 0x80)
        {
            output.WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        output.WriteByte((byte)value);
    }

    private static void Fixed64(Stream output, ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        output.Write(bytes);
    }

    private static void Fixed32(Stream output, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        output.Write(bytes);
    }
}
