using System.Globalization;
using System.Text.Json;
using Kuma.Web.Sockets;

namespace Kuma.Web.Contracts;

/// <summary>One field of a monitor on the wire.</summary>
/// <param name="Name">The wire name.</param>
/// <param name="Write">Writes the value, without the name.</param>
/// <param name="Apply">Takes a client's value over into the settings; JSON null means the column's default or null.</param>
/// <param name="Type">The JSON types that <paramref name="Write"/> writes, with <c>|</c> between them.</param>
internal sealed record MonitorField(
    string Name, Action<Utf8JsonWriter, MonitorSettings> Write, Func<MonitorSettings, JsonElement, MonitorSettings> Apply, string Type)
{
    public JsonEncodedText EncodedName { get; } = JsonEncodedText.Encode(Name);
}

/// <summary>
/// The wire's spelling of <see cref="MonitorSettings"/>. Input is as tolerant as clients need: numbers as text, flags as 0 and 1, lists as
/// JSON text; what cannot be read at all is refused by name.
/// </summary>
internal static partial class MonitorFields
{
    private static readonly MonitorSettings Defaults = new();

    private static MonitorField Text(string name, Func<MonitorSettings, string?> get, Func<MonitorSettings, string?, MonitorSettings> set) =>
        new(name, (w, s) => w.WriteStringValue(get(s)), (s, v) => set(s, ReadText(name, v)), "string|null");

    private static MonitorField RequiredText(string name, Func<MonitorSettings, string> get, Func<MonitorSettings, string, MonitorSettings> set) =>
        new(name, (w, s) => w.WriteStringValue(get(s)), (s, v) => set(s, ReadText(name, v) ?? get(Defaults)), "string");

    private static MonitorField Flag(string name, Func<MonitorSettings, bool> get, Func<MonitorSettings, bool, MonitorSettings> set) =>
        new(name, (w, s) => w.WriteBooleanValue(get(s)), (s, v) => set(s, ReadFlag(name, v)), "boolean");

    private static MonitorField Number(string name, Func<MonitorSettings, int> get, Func<MonitorSettings, int, MonitorSettings> set) =>
        new(name, (w, s) => w.WriteNumberValue(get(s)), (s, v) => set(s, ReadNumber(name, v) ?? get(Defaults)), "integer");

    /// <summary>Seconds of at least one, where the wire's refusal of less also meets what JavaScript takes for less.</summary>
    private static MonitorField Seconds(string name, Func<MonitorSettings, int> get, Func<MonitorSettings, int, MonitorSettings> set) =>
        new(name, (w, s) => w.WriteNumberValue(get(s)), (s, v) => set(s, ReadSeconds(name, v)), "integer");

    private static MonitorField OptionalNumber(string name, Func<MonitorSettings, int?> get, Func<MonitorSettings, int?, MonitorSettings> set) =>
        new(name, (w, s) => WriteNumber(w, get(s)), (s, v) => set(s, ReadNumber(name, v)), "integer|null");

    private static MonitorField Port(string name, Func<MonitorSettings, int?> get, Func<MonitorSettings, int?, MonitorSettings> set) =>
        new(name, (w, s) => WriteNumber(w, get(s)), (s, v) => set(s, TryNumber(v)), "integer|null");

    private static MonitorField Fraction(string name, Func<MonitorSettings, double> get, Func<MonitorSettings, double, MonitorSettings> set) =>
        new(name, (w, s) => w.WriteNumberValue(get(s)), (s, v) => set(s, ReadFraction(name, v) ?? get(Defaults)), "number");

    private static MonitorField Reference(string name, Func<MonitorSettings, int?> get, Func<MonitorSettings, int?, MonitorSettings> set) =>
        new(name, (w, s) => WriteNumber(w, get(s)), (s, v) => set(s, TryNumber(v)), "integer|null");

    private static MonitorField List(
        string name, Func<MonitorSettings, IReadOnlyList<string>> get, Func<MonitorSettings, IReadOnlyList<string>, MonitorSettings> set) =>
        new(name, (w, s) => WriteList(w, get(s)), (s, v) => set(s, ReadList(name, v) ?? get(Defaults)), "string[]");

    private static MonitorField OptionalList(
        string name, Func<MonitorSettings, IReadOnlyList<string>?> get, Func<MonitorSettings, IReadOnlyList<string>?, MonitorSettings> set) =>
        new(name, (w, s) => WriteList(w, get(s)), (s, v) => set(s, ReadList(name, v)), "string[]|null");

    private static MonitorField Json(string name, Func<MonitorSettings, string> get, Func<MonitorSettings, string, MonitorSettings> set) =>
        new(name, (w, s) => w.WriteRawValue(get(s)), (s, v) => set(s, ReadJson(name, v, JsonValueKind.Array, "a list") ?? get(Defaults)), "array");

    private static MonitorField OptionalJson(string name, Func<MonitorSettings, string?> get, Func<MonitorSettings, string?, MonitorSettings> set) =>
        new(name, (w, s) => w.WriteRawValue(get(s) ?? "null"), (s, v) => set(s, ReadJson(name, v, JsonValueKind.Object, "an object")), "object|null");

    private static string? ReadText(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw Wrong(name, "text"),
    };

    private static bool ReadFlag(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False or JsonValueKind.Null => false,
        JsonValueKind.Number => value.GetDouble() != 0,
        JsonValueKind.String => value.GetString() is "1" or "true",
        _ => throw Wrong(name, "true or false"),
    };

    private static int? ReadNumber(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String when string.IsNullOrWhiteSpace(value.GetString()) => null,
        _ => TryNumber(value) ?? throw (name is "screenshot_delay" && value.ValueKind is not JsonValueKind.Number
            ? new BadArgumentException("Screenshot delay must be a non-negative number")
            : Wrong(name, "a whole number")),
    };

    private static int ReadSeconds(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => 0,
        JsonValueKind.Number when value.GetDouble() < 1 => 0,
        JsonValueKind.String when string.IsNullOrWhiteSpace(value.GetString()) || ReadFraction(name, value) < 1 => 0,
        _ => TryNumber(value) ?? throw Wrong(name, "a whole number"),
    };

    private static int? TryNumber(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Number)
        {
            return value.TryGetInt32(out var whole) ? whole
                : value.TryGetDouble(out var number) && number == Math.Truncate(number) && Math.Abs(number) <= int.MaxValue ? (int)number
                : null;
        }

        return value.ValueKind is JsonValueKind.String
            && int.TryParse(value.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var parsed)
            ? parsed
            : null;
    }

    private static double? ReadFraction(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) => number,
        _ => throw Wrong(name, "a number"),
    };

    private static List<string>? ReadList(string name, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.String)
        {
            value = ParseText(name, value.GetString()!);
        }

        return value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String) =>
                [.. value.EnumerateArray().Select(item => item.GetString()!)],
            _ => throw (name is "accepted_statuscodes" ? new BadArgumentException("Accepted status codes are not all strings") : Wrong(name, "a list of texts")),
        };
    }

    private static string? ReadJson(string name, JsonElement value, JsonValueKind kind, string expected)
    {
        if (value.ValueKind is JsonValueKind.String)
        {
            value = ParseText(name, value.GetString()!);
        }

        return value.ValueKind is JsonValueKind.Null ? null
            : value.ValueKind == kind ? value.GetRawText()
            : throw Wrong(name, expected);
    }

    private static JsonElement ParseText(string name, string text)
    {
        try
        {
            return JsonElement.Parse(text.Length == 0 ? "null" : text);
        }
        catch (JsonException e)
        {
            throw new BadArgumentException($"{Label(name)} must be valid JSON: {e.Message}");
        }
    }

    private static string Label(string name) => name switch
    {
        "kafkaProducerBrokers" => "Kafka Producer Brokers",
        "kafkaProducerSaslOptions" => "Kafka Producer SASL Options",
        "rabbitmqNodes" => "RabbitMQ Nodes",
        "conditions" => "Conditions",
        _ => "Accepted status codes",
    };

    private static BadArgumentException Wrong(string name, string expected) => new($"Invalid value for {name}: {expected} is expected");

    private static void WriteNumber(Utf8JsonWriter writer, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static void WriteList(Utf8JsonWriter writer, IReadOnlyList<string>? values)
    {
        if (values is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
