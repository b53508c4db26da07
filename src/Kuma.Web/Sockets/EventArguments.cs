using System.Globalization;
using System.Text.Json;
using Kuma.Application.Common;
using Kuma.Domain.Common;

namespace Kuma.Web.Sockets;

/// <summary>
/// The arguments of a client's event. Missing trailing ones are null and surplus ones are ignored; ids may be numbers or numeric text.
/// What cannot be read raises <see cref="BadArgumentException"/>, which the map turns into <c>{ok:false, msg}</c>.
/// </summary>
internal sealed class EventArguments(IReadOnlyList<JsonElement> values)
{
    private static readonly JsonElement Null = JsonElement.Parse("null");

    public int Count => values.Count;

    /// <summary>The argument, JSON null when it is missing.</summary>
    public JsonElement this[int index] => index < values.Count ? values[index] : Null;

    public MonitorId MonitorId(int index) => new(Id(index, "monitor"));

    /// <summary>An id that may be absent or falsy, as in "add when there is none, else edit".</summary>
    public int? OptionalId(int index, string what) => this[index].ValueKind switch
    {
        JsonValueKind.Number when this[index].TryGetInt32(out var id) => id == 0 ? null : id,
        JsonValueKind.String when this[index].GetString() is { Length: > 0 } => Id(index, what),
        _ => null,
    };

    /// <summary>An id, as a number or as text.</summary>
    public int Id(int index, string what)
    {
        var value = this[index];
        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number))
        {
            return number;
        }

        if (value.ValueKind is JsonValueKind.String
            && int.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed))
        {
            return parsed;
        }

        throw new BadArgumentException($"Invalid {what} id");
    }

    /// <summary>The text, or <c>null</c> when the argument is anything else.</summary>
    public string? Text(int index) => this[index].ValueKind is JsonValueKind.String ? this[index].GetString() : null;

    /// <summary>A number or numeric text; <c>null</c> when the argument is missing or null.</summary>
    /// <exception cref="BadArgumentException">It is something else.</exception>
    public double? Number(int index, string what)
    {
        var value = this[index];
        return value.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String when double.TryParse(
                value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
            _ => throw new BadArgumentException($"Invalid {what}"),
        };
    }

    /// <summary>Looks for text that no database keeps: the null character, and halves of characters.</summary>
    /// <exception cref="BadArgumentException">There is some.</exception>
    public void RequireText()
    {
        foreach (var value in values)
        {
            RequireText(value);
        }
    }

    public bool IsTrue(int index) => this[index].ValueKind is JsonValueKind.True;

    /// <summary>The <c>id</c> inside an object argument.</summary>
    public int FieldId(int index, string what) => new EventArguments([Object(index).Field("id")]).Id(0, what);

    /// <summary>The object argument.</summary>
    /// <exception cref="BadArgumentException">It is something else.</exception>
    public JsonElement Object(int index) => this[index].ValueKind is JsonValueKind.Object
        ? this[index]
        : throw new BadArgumentException("Invalid input: an object is expected");

    private static void RequireText(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    RequireText(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    RequireText(item);
                }

                break;
            case JsonValueKind.String when !IsText(value):
                throw new BadArgumentException("Invalid input: a text has characters that cannot be kept");
        }
    }

    private static bool IsText(JsonElement value)
    {
        try
        {
            return value.GetString()?.Contains('\0', StringComparison.Ordinal) is not true;
        }
        catch (InvalidOperationException)
        {
            return false; // Half of a surrogate pair.
        }
    }
}

/// <summary>An argument has the wrong shape; the message goes to the client.</summary>
internal sealed class BadArgumentException(string message) : Exception(message)
{
    public Error Error => CommonErrors.Invalid(Message);
}
