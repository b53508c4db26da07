using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Kuma.Application.Monitoring;
using FieldType = Google.Protobuf.Reflection.FieldDescriptorProto.Type;

namespace Kuma.Infrastructure.Checkers.Grpc;

/// <summary>A protobuf message into JSON: fields that are there, enums by name, 64-bit numbers and bytes as text.</summary>
internal sealed class ProtoDecoder(ProtoSchema schema)
{
    private const int DepthLimit = 64;

    /// <exception cref="CheckFailedException">The bytes are no such message.</exception>
    public JsonObject Decode(byte[] bytes, DescriptorProto message)
    {
        try
        {
            return Read(bytes, message, depth: 0);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or FormatException or OverflowException)
        {
            throw new CheckFailedException($"The reply is no {message.Name}", e);
        }
    }

    private JsonObject Read(ReadOnlySpan<byte> input, DescriptorProto message, int depth)
    {
        var json = new JsonObject();
        if (depth > DepthLimit)
        {
            throw new FormatException("too deep");
        }

        while (input.Length > 0)
        {
            var tag = Varint(ref input);
            var wireType = (int)(tag & 7);
            var field = message.Fields.Find(one => one.Number == (int)(tag >> 3));
            var raw = Raw(ref input, wireType);
            if (field is null)
            {
                continue;
            }

            var name = ProtoSchema.JsonName(field);
            if (field.type is FieldType.TypeMessage && schema.Message(field.TypeName) is { Options.MapEntry: true } entry)
            {
                var pair = Read(raw, entry, depth + 1);
                var map = json[name] as JsonObject ?? [];
                map[pair["key"]?.ToString() ?? Empty(entry.Fields.First(one => one.Number == 1))] = pair["value"]?.DeepClone();
                json[name] = map;
            }
            else if (field.label is FieldDescriptorProto.Label.LabelRepeated)
            {
                var list = json[name] as JsonArray ?? [];
                Append(list, raw, wireType, field, depth);
                json[name] = list;
            }
            else
            {
                json[name] = Value(raw, field, depth);
            }
        }

        return json;
    }

    private static string Empty(FieldDescriptorProto key) => key.type switch
    {
        FieldType.TypeString => "",
        FieldType.TypeBool => "false",
        _ => "0",
    };

    /// <summary>Numbers of a list may be packed.</summary>
    private void Append(JsonArray list, ReadOnlySpan<byte> raw, int wireType, FieldDescriptorProto field, int depth)
    {
        if (wireType != 2 || field.type is FieldType.TypeString or FieldType.TypeBytes or FieldType.TypeMessage)
        {
            list.Add(Value(raw, field, depth));
            return;
        }

        var inner = field.type switch
        {
            FieldType.TypeDouble or FieldType.TypeFixed64 or FieldType.TypeSfixed64 => 1,
            FieldType.TypeFloat or FieldType.TypeFixed32 or FieldType.TypeSfixed32 => 5,
            _ => 0,
        };
        while (raw.Length > 0)
        {
            list.Add(Value(Raw(ref raw, inner), field, depth));
        }
    }

    private JsonNode? Value(ReadOnlySpan<byte> raw, FieldDescriptorProto field, int depth) => field.type switch
    {
        FieldType.TypeString => JsonValue.Create(Encoding.UTF8.GetString(raw)),
        FieldType.TypeBytes => JsonValue.Create(Convert.ToBase64String(raw)),
        FieldType.TypeMessage => Read(raw, schema.Message(field.TypeName), depth + 1),
        FieldType.TypeDouble => Real(BinaryPrimitives.ReadDoubleLittleEndian(raw)),
        FieldType.TypeFloat => Real(BinaryPrimitives.ReadSingleLittleEndian(raw)),
        FieldType.TypeFixed64 => Text(BinaryPrimitives.ReadUInt64LittleEndian(raw)),
        FieldType.TypeSfixed64 => Text(BinaryPrimitives.ReadInt64LittleEndian(raw)),
        FieldType.TypeFixed32 => JsonValue.Create(BinaryPrimitives.ReadUInt32LittleEndian(raw)),
        FieldType.TypeSfixed32 => JsonValue.Create(BinaryPrimitives.ReadInt32LittleEndian(raw)),
        _ => Number(Varint(ref raw), field),
    };

    private JsonValue? Number(ulong number, FieldDescriptorProto field) => field.type switch
    {
        FieldType.TypeBool => JsonValue.Create(number != 0),
        FieldType.TypeUint64 => Text(number),
        FieldType.TypeInt64 => Text((long)number),
        FieldType.TypeSint64 => Text((long)(number >> 1) ^ -(long)(number & 1)),
        FieldType.TypeSint32 => JsonValue.Create((int)(number >> 1) ^ -(int)(number & 1)),
        FieldType.TypeUint32 => JsonValue.Create((uint)number),
        FieldType.TypeEnum when schema.Enum(field.TypeName)?.Values.Find(one => one.Number == (int)number) is { } named => JsonValue.Create(named.Name),
        _ => JsonValue.Create((int)number),
    };

    private static JsonValue Real(double number) => double.IsFinite(number)
        ? JsonValue.Create(number)
        : JsonValue.Create(number.ToString(CultureInfo.InvariantCulture));

    private static JsonValue Text<T>(T number)
        where T : IFormattable => JsonValue.Create(number.ToString(format: null, CultureInfo.InvariantCulture));

    private static ReadOnlySpan<byte> Raw(ref ReadOnlySpan<byte> input, int wireType)
    {
        var start = input;
        var length = wireType switch
        {
            0 => Skipped(start),
            1 => 8,
            2 => checked((int)Varint(ref input)),
            5 => 4,
            _ => throw new FormatException("unknown wire type"),
        };
        var raw = input[..length];
        input = input[length..];
        return raw;
    }

    private static int Skipped(ReadOnlySpan<byte> input)
    {
        var length = input.Length;
        Varint(ref input);
        return length - input.Length;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> input)
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = input[..1][0];
            input = input[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("a number is too long");
    }
}
