using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Kuma.Infrastructure.Scripting;

/// <summary>JSON as JavaScript's <c>JSON.stringify(JSON.parse(text))</c> writes it: compact, numbers in their shortest form, nothing escaped without need.</summary>
internal static class ScriptJson
{
    /// <summary>Parses what may be JSON; <c>null</c> when it is not. What obviously is not costs no exception.</summary>
    public static JsonDocument? TryParse(string text)
    {
        var start = text.AsSpan().TrimStart(" \t\r\n");
        var promising = start switch
        {
            [] => false,
            ['t', ..] => start.StartsWith("true"),
            ['f', ..] => start.StartsWith("false"),
            ['n', ..] => start.StartsWith("null"),
            [var first, ..] => first is '{' or '[' or '"' or '-' || char.IsAsciiDigit(first),
        };
        if (!promising)
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The compact text of a value.</summary>
    public static string Text(JsonElement value)
    {
        var text = new StringBuilder();
        try
        {
            Append(text, value);
            return text.ToString();
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair, which no .NET string is made of.
            return value.GetRawText();
        }
    }

    /// <summary>A string in quotes.</summary>
    public static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2);
        Append(text, value);
        return text.ToString();
    }

    /// <summary>A number as JavaScript shows it: <c>1</c>, <c>0.000001</c>, <c>1e+21</c>.</summary>
    public static string Number(double number)
    {
        if (!double.IsFinite(number) || number == 0)
        {
            return number == 0 ? "0" : double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
        }

        // The shortest digits that read back as the same number, and where the point stands among them.
        var round = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture);
        var e = round.IndexOf('E', StringComparison.Ordinal);
        var mantissa = e < 0 ? round : round[..e];
        var exponent = e < 0 ? 0 : int.Parse(round.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = all.TrimStart('0');
        var digits = significant.TrimEnd('0');
        var point = (dot < 0 ? mantissa.Length : dot) - (all.Length - significant.Length) + exponent;
        var sign = number < 0 ? "-" : "";
        return point switch
        {
            > 0 and <= 21 when digits.Length <= point => $"{sign}{digits}{new string('0', point - digits.Length)}",
            > 0 and <= 21 => $"{sign}{digits.AsSpan(0, point)}.{digits.AsSpan(point)}",
            > -6 and <= 0 => $"{sign}0.{new string('0', -point)}{digits}",
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"{sign}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits.AsSpan(1)}e{(point > 0 ? "+" : "-")}{Math.Abs(point - 1)}"),
        };
    }

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendAll(text, '{', '}', value.EnumerateObject(), static (text, property) =>
                {
                    Append(text, property.Name);
                    text.Append(':');
                    Append(text, property.Value);
                });
                break;
            case JsonValueKind.Array:
                AppendAll(text, '[', ']', value.EnumerateArray(), static (text, item) => Append(text, item));
                break;
            case JsonValueKind.String:
                Append(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                var number = value.GetDouble();
                text.Append(double.IsFinite(number) ? Number(number) : "null");
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<StringBuilder, T> append)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
            {
                text.Append(',');
            }

            first = false;
            append(text, item);
        }

        text.Append(close);
    }

    private static void Append(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
