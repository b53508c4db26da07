using System.Globalization;
using System.Text;

namespace Kuma.Web.Badges;

/// <summary>The widths of characters in a font at one size, in pixels: facts of Verdana and Helvetica, so that badges fit beside others.</summary>
/// <param name="widths">U+0020 to U+007E in order.</param>
/// <param name="ideograph">The width of CJK ideographs, dashes and arrows.</param>
/// <param name="unknown">The width of whatever else has no width of its own: that of <c>m</c>.</param>
internal sealed class FontWidths(double[] widths, double ideograph, double unknown)
{
    /// <summary>Verdana, 11 px.</summary>
    public static readonly FontWidths Verdana11 = new(
        [
            3.87, 4.33, 5.05, 9, 6.99, 11.84, 7.99, 2.95, 5, 5, 6.99, 9, 4, 5, 4, 5, 6.99, 6.99, 6.99, 6.99, 6.99, 6.99, 6.99,
            6.99, 6.99, 6.99, 5, 5, 9, 9, 9, 6, 11, 7.52, 7.54, 7.68, 8.48, 6.96, 6.32, 8.53, 8.27, 4.63, 5, 7.62, 6.12, 9.27,
            8.23, 8.66, 6.63, 8.66, 7.65, 7.52, 6.78, 8.05, 7.52, 10.88, 7.54, 6.77, 7.54, 5, 5, 5, 9, 6.99, 6.99, 6.61, 6.85,
            5.73, 6.85, 6.55, 3.87, 6.85, 6.96, 3.02, 3.79, 6.51, 3.02, 10.7, 6.96, 6.68, 6.85, 6.85, 4.69, 5.73, 4.33, 6.96,
            6.51, 9, 6.51, 6.51, 5.78, 6.98, 5, 6.98, 9,
        ],
        ideograph: 11,
        unknown: 10.7);

    /// <summary>Verdana, 10 px; only upper case is ever measured in it.</summary>
    public static readonly FontWidths Verdana10 = new(
        [
            3.52, 3.94, 4.59, 8.18, 6.36, 10.76, 7.27, 2.69, 4.54, 4.54, 6.36, 8.18, 3.64, 4.54, 3.64, 4.54, 6.36, 6.36, 6.36,
            6.36, 6.36, 6.36, 6.36, 6.36, 6.36, 6.36, 4.54, 4.54, 8.18, 8.18, 8.18, 5.45, 10, 6.84, 6.86, 6.98, 7.71, 6.32, 5.75,
            7.75, 7.51, 4.21, 4.55, 6.93, 5.57, 8.43, 7.48, 7.87, 6.03, 7.87, 6.95, 6.84, 6.16, 7.32, 6.84, 9.89, 6.85, 6.15,
            6.85, 4.54, 4.54, 4.54, 8.18, 6.36, 6.36, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 6.35, 4.54, 6.35, 8.18,
        ],
        ideograph: 10,
        unknown: 9.73);

    /// <summary>Bold Verdana, 10 px; only upper case is ever measured in it.</summary>
    public static readonly FontWidths BoldVerdana10 = new(
        [
            3.42, 4.02, 5.87, 8.67, 7.11, 12.72, 8.62, 3.32, 5.43, 5.43, 7.11, 8.67, 3.61, 4.8, 3.61, 6.89, 7.11, 7.11, 7.11,
            7.11, 7.11, 7.11, 7.11, 7.11, 7.11, 7.11, 4.02, 4.02, 8.67, 8.67, 8.67, 6.17, 9.64, 7.76, 7.62, 7.24, 8.3, 6.83, 6.5,
            8.11, 8.37, 5.46, 5.55, 7.71, 6.37, 9.48, 8.47, 8.5, 7.33, 8.5, 7.82, 7.1, 6.82, 8.12, 7.64, 11.28, 7.64, 7.37, 6.92,
            5.43, 6.89, 5.43, 8.67, 7.11, 7.11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            7.11, 5.43, 7.11, 8.67,
        ],
        ideograph: 10,
        unknown: 10.58);

    /// <summary>Bold Helvetica, 11 px.</summary>
    public static readonly FontWidths BoldHelvetica11 = new(
        [
            3.06, 3.06, 5.09, 6.12, 6.12, 11, 7.53, 3.06, 3.26, 3.26, 4.48, 6.6, 3.06, 4.48, 3.06, 4.08, 6.12, 6.12, 6.12, 6.12,
            6.12, 6.12, 6.12, 6.12, 6.12, 6.12, 3.06, 3.06, 6.6, 6.6, 6.6, 6.12, 8.8, 7.53, 7.74, 8.15, 8.15, 7.13, 6.52, 8.35,
            8.15, 3.24, 6.12, 7.94, 6.52, 9.98, 8.15, 8.56, 7.34, 8.56, 7.94, 7.14, 6.72, 8.15, 6.93, 10.38, 7.34, 7.34, 7.13,
            3.66, 4.08, 3.66, 6.6, 5.5, 2.85, 6.31, 6.72, 6.31, 6.72, 6.31, 3.66, 6.72, 6.52, 2.84, 3.06, 6.31, 2.84, 9.97, 6.52,
            6.72, 6.72, 6.72, 4.28, 5.91, 3.87, 6.52, 5.72, 8.95, 5.91, 5.71, 5.71, 3.66, 2.45, 3.66, 6.6,
        ],
        ideograph: 11,
        unknown: 9.97);

    /// <summary>The width of a text.</summary>
    public double Of(string text)
    {
        var sum = 0.0;
        foreach (var rune in text.EnumerateRunes())
        {
            sum += Of(rune);
        }

        return sum;
    }

    /// <summary>The whole pixels of a text, made odd so that its centre falls on a pixel.</summary>
    public int OddOf(string text)
    {
        var whole = (int)Of(text);
        return whole % 2 == 0 ? whole + 1 : whole;
    }

    private double Of(Rune rune) => rune.Value switch
    {
        < 0x20 or 0x7F => 0,
        <= 0x7E => widths[rune.Value - 0x20],
        (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or 0x2014 or 0x2192 => ideograph,
        < 0x250 => Base(rune),
        _ => unknown,
    };

    /// <summary>An accented Latin letter is as wide as its base letter.</summary>
    private double Base(Rune rune)
    {
        var first = rune.ToString().Normalize(NormalizationForm.FormD)[0];
        return first is >= ' ' and <= '~' && CharUnicodeInfo.GetUnicodeCategory(first) != UnicodeCategory.Control ? widths[first - ' '] : unknown;
    }
}
