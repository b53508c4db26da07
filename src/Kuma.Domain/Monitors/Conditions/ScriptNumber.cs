using System.Globalization;

namespace Kuma.Domain.Monitors.Conditions;

/// <summary>Text as a number in the way of JavaScript's <c>Number(text)</c>, which the original compares by.</summary>
internal static class ScriptNumber
{
    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>The number; 0 for blank text, NaN for what is no number.</summary>
    public static double Of(string text)
    {
        var trimmed = text.AsSpan().Trim();
        return trimmed switch
        {
            [] => 0,
            ['0', 'x' or 'X', .. var digits] => Whole(digits, 16),
            ['0', 'o' or 'O', .. var digits] => Whole(digits, 8),
            ['0', 'b' or 'B', .. var digits] => Whole(digits, 2),
            "Infinity" or "+Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ when trimmed[^1] is 'y' or 'Y' or '∞' => double.NaN,
            _ => double.TryParse(trimmed, Decimal, CultureInfo.InvariantCulture, out var number) ? number : double.NaN,
        };
    }

    private static double Whole(ReadOnlySpan<char> digits, int radix)
    {
        double number = digits.Length == 0 ? double.NaN : 0;
        foreach (var digit in digits)
        {
            var value = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            number = value < radix ? (number * radix) + value : double.NaN;
        }

        return number;
    }
}
