using System.Globalization;

namespace Kuma.Application.Heartbeats;

/// <summary>Reads the <c>ping</c> of a push request the way JavaScript's <c>parseFloat</c> does: as far as the text is a number.</summary>
internal static class PushPing
{
    private const double Most = 100_000_000_000;

    /// <summary>Reads the text; a missing number is no error.</summary>
    /// <returns>False when the number is outside 0..100000000000.</returns>
    public static bool TryParse(string? text, out double? ping)
    {
        var value = LeadingNumber(text.AsSpan().TrimStart());
        ping = value is null or 0 || double.IsNaN(value.Value) ? null : value;
        return ping is null or (>= 0 and <= Most);
    }

    private static double? LeadingNumber(ReadOnlySpan<char> text)
    {
        var sign = text is ['+' or '-', ..] ? 1 : 0;
        if (text[sign..].StartsWith("Infinity", StringComparison.Ordinal))
        {
            return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        }

        var whole = Digits(text, sign);
        var end = whole;
        var digits = whole - sign;
        if (end < text.Length && text[end] == '.')
        {
            var fraction = Digits(text, end + 1);
            digits += fraction - end - 1;
            end = fraction;
        }

        if (digits == 0)
        {
            return null;
        }

        if (end < text.Length && text[end] is 'e' or 'E')
        {
            var start = end + 1 < text.Length && text[end + 1] is '+' or '-' ? end + 2 : end + 1;
            var exponent = Digits(text, start);
            end = exponent > start ? exponent : end;
        }

        return double.Parse(text[..end], NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static int Digits(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length && char.IsAsciiDigit(text[from]))
        {
            from++;
        }

        return from;
    }
}
