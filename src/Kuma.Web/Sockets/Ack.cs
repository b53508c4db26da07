using System.Buffers;
using System.Text.Json;
using Kuma.Application.Common;

namespace Kuma.Web.Sockets;

/// <summary>What an event is answered with: <c>{ok, msg?, msgi18n?, …}</c>, or a bare value where the wire has one.</summary>
internal sealed class Ack
{
    private readonly List<(string Name, object? Value)> _fields = [];
    private readonly object? _bare;
    private readonly Kind _kind;

    private Ack(Kind kind, object? bare = null)
    {
        _kind = kind;
        _bare = bare;
    }

    private enum Kind
    {
        Fields,
        Bare,
        Empty,
    }

    /// <summary><c>{ok:true}</c></summary>
    public static Ack Ok() => new Ack(Kind.Fields).With("ok", true);

    /// <summary><c>{ok:true, msg}</c></summary>
    public static Ack Ok(string message) => Ok().With("msg", message);

    /// <summary><c>{ok:true, msg:key, msgi18n:true}</c></summary>
    public static Ack Translated(string key) => Ok(key).With("msgi18n", true);

    /// <summary><c>{ok:false, msg}</c>, with <c>msgi18n:true</c> when the text is a key.</summary>
    public static Ack Refused(Error error)
    {
        var ack = new Ack(Kind.Fields) { IsRefusal = true }.With("ok", false).With("msg", error.Message);
        return error.IsTranslationKey ? ack.With("msgi18n", true) : ack;
    }

    /// <summary>As <see cref="Refused"/>, where the wire marks every refusal as a key.</summary>
    public static Ack RefusedTranslated(Error error) => Refused(error with { IsTranslationKey = true });

    /// <summary>As <see cref="Refused"/>, where the wire has an explicit <c>msgi18n:false</c>.</summary>
    public static Ack RefusedExplicitly(Error error) =>
        new Ack(Kind.Fields) { IsRefusal = true }.With("ok", false).With("msg", error.Message).With("msgi18n", error.IsTranslationKey);

    /// <summary>An object of fields without <c>ok</c>.</summary>
    public static Ack Fields() => new(Kind.Fields);

    /// <summary>A single value that is no object.</summary>
    public static Ack Bare(object? value) => new(Kind.Bare, value);

    /// <summary>An acknowledgement without arguments.</summary>
    public static Ack Empty() => new(Kind.Empty);

    public Ack AsRefusal()
    {
        IsRefusal = true;
        return this;
    }

    public Ack With(string name, object? value)
    {
        _fields.Add((name, value));
        return this;
    }

    /// <summary>True for <c>ok:false</c>: nothing is pushed after it.</summary>
    public bool IsRefusal { get; private set; }

    public bool IsEmpty => _kind is Kind.Empty;

    /// <summary>The encoded argument of the acknowledgement.</summary>
    public ReadOnlyMemory<byte> ToJson(JsonSerializerOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = options.Encoder, SkipValidation = true });
        if (_kind is Kind.Bare)
        {
            Write(writer, _bare, options);
        }
        else
        {
            writer.WriteStartObject();
            foreach (var (name, value) in _fields)
            {
                writer.WritePropertyName(name);
                Write(writer, value, options);
            }

            writer.WriteEndObject();
        }

        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, object? value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case ReadOnlyMemory<byte> encoded:
                writer.WriteRawValue(encoded.Span, skipInputValidation: true);
                break;
            default:
                JsonSerializer.Serialize(writer, value, value.GetType(), options);
                break;
        }
    }
}
