using System.Globalization;

namespace Kuma.Application.Common;

/// <summary>Reads the number that a text begins with, as JavaScript's <c>parseFloat</c> does: <c>12.5ms</c> is 12.5.</summary>
public static class LeadingNumber
{
    /// <summary>The number, which may be infinite; <c>null</c> when the text does not begin with one.</summary>
    public static double? Parse(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
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
