using System.Collections;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kuma.Infrastructure.Notifications.Http;

/// <summary>
/// A JSON object under construction: <c>new JsonBody { ["text"] = notice.Text }</c>. A member that is <c>null</c> is left out; JSON null is
/// <see cref="Null"/>. Values are texts, numbers, booleans, <see cref="JsonElement"/>, <see cref="Fields"/>, other bodies and sequences of these.
/// </summary>
internal sealed class JsonBody : IEnumerable<KeyValuePair<string, object?>>
{
    public static readonly JsonElement Null = JsonElement.Parse("null");

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<KeyValuePair<string, object?>> _members = [];

    /// <summary>Sets a member; a second value of the same name takes the first one's place.</summary>
    public object? this[string name]
    {
        set
        {
            _members.RemoveAll(member => member.Key == name);
            _members.Add(new(name, value));
        }
    }

    /// <summary>The value as it is, JSON null instead of nothing.</summary>
    public static object OrNull(Fields? fields) => fields is { } present ? present : Null;

    public static object OrNull(JsonElement? value) => value is { } present ? present : Null;

    public override string ToString()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            Write(writer, this);
        }

        return JsonText.WithPlainEmoji(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    /// <summary>A body that starts with the members of an object.</summary>
    public static JsonBody Of(Fields fields)
    {
        var body = new JsonBody();
        foreach (var member in fields.Value.EnumerateObject())
        {
            body[member.Name] = member.Value;
        }

        return body;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static void Write(Utf8JsonWriter writer, object? value)
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
            case JsonElement element:
                element.WriteTo(writer);
                break;
            case Fields fields:
                fields.Value.WriteTo(writer);
                break;
            case JsonBody body:
                writer.WriteStartObject();
                foreach (var (name, member) in body._members)
                {
                    if (member is not null)
                    {
                        writer.WritePropertyName(name);
                        Write(writer, member);
                    }
                }

                writer.WriteEndObject();
                break;
            case IEnumerable items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"A {value.GetType().Name} cannot be written as JSON.", nameof(value));
        }
    }
}
