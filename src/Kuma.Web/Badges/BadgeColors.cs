using System.Collections.Frozen;
using System.Drawing;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Kuma.Web.Badges;

/// <summary>The colours that a badge may have. What is no colour never reaches the picture.</summary>
internal static partial class BadgeColors
{
    private static readonly FrozenDictionary<string, string> Named = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["brightgreen"] = "#4c1", ["success"] = "#4c1",
        ["green"] = "#97ca00",
        ["yellow"] = "#dfb317",
        ["yellowgreen"] = "#a4a61d",
        ["orange"] = "#fe7d37", ["important"] = "#fe7d37",
        ["red"] = "#e05d44", ["critical"] = "#e05d44",
        ["blue"] = "#007ec6", ["informational"] = "#007ec6",
        ["grey"] = "#555", ["gray"] = "#555",
        ["lightgrey"] = "#9f9f9f", ["lightgray"] = "#9f9f9f", ["inactive"] = "#9f9f9f",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A colour as it goes into the picture; <c>null</c> when the text is none.</summary>
    public static string? Normalise(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (Named.TryGetValue(text, out var known))
        {
            return known;
        }

        if (BareHex().IsMatch(text))
        {
            return $"#{text.ToLowerInvariant()}";
        }

        return Css().IsMatch(text) || IsKeyword(text) ? text.ToLowerInvariant() : null;
    }

    /// <summary>Text and shadow that can be read on a background.</summary>
    public static (string Text, string Shadow) On(string background) =>
        Brightness(background) <= 0.69 ? ("#fff", "#010101") : ("#333", "#ccc");

    /// <summary>The colour of an uptime: red through yellow to green.</summary>
    public static string OfRatio(double ratio)
    {
        if (!double.IsFinite(ratio))
        {
            return "#999";
        }

        var (red, green, blue) = FromHsl(10 + (80 * ratio), 0.9, 0.4);
        return string.Create(CultureInfo.InvariantCulture, $"#{red:x2}{green:x2}{blue:x2}");
    }

    /// <summary>Black or white, whichever can be read better on a normalised colour (contrast as in WCAG 2).</summary>
    public static string TextOn(string color)
    {
        var (red, green, blue) = Rgb(color) ?? default;
        var luminance = (0.2126 * Linear(red)) + (0.7152 * Linear(green)) + (0.0722 * Linear(blue));
        return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? "#fff" : "#000";

        static double Linear(int channel)
        {
            var value = channel / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
    }

    private static double Brightness(string color) =>
        Rgb(color) is { } rgb ? Math.Round(((299 * rgb.Red) + (587 * rgb.Green) + (114 * rgb.Blue)) / 255000.0, 2, MidpointRounding.AwayFromZero) : 0;

    private static (int Red, int Green, int Blue)? Rgb(string color)
    {
        if (color.StartsWith('#'))
        {
            var digits = color[1..];
            var wide = digits.Length < 6 ? string.Concat(digits.Select(digit => $"{digit}{digit}")) : digits;
            var value = Convert.ToInt32(wide[..6], 16);
            return (value >> 16, (value >> 8) & 0xFF, value & 0xFF);
        }

        if (color.Contains('(', StringComparison.Ordinal))
        {
            var numbers = Number().Matches(color).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture)).ToArray();
            return color.StartsWith("rgb", StringComparison.Ordinal)
                ? ((int)numbers[0], (int)numbers[1], (int)numbers[2])
                : FromHsl(numbers[0], numbers[1] / 100, numbers[2] / 100);
        }

        var keyword = Color.FromName(Gray(color));
        return (keyword.R, keyword.G, keyword.B);
    }

    private static (int Red, int Green, int Blue) FromHsl(double hue, double saturation, double lightness)
    {
        hue = ((hue % 360) + 360) % 360;
        var reach = saturation * Math.Min(lightness, 1 - lightness);

        int Channel(int offset)
        {
            var position = (offset + (hue / 30)) % 12;
            var value = lightness - (reach * Math.Max(-1, Math.Min(Math.Min(position - 3, 9 - position), 1)));
            return (int)Math.Round(255 * value, MidpointRounding.AwayFromZero);
        }

        return (Channel(0), Channel(8), Channel(4));
    }

    /// <summary>The CSS keywords are the framework's web colours, in lower case.</summary>
    private static bool IsKeyword(string text) =>
        text is not "transparent"
        && text.All(char.IsAsciiLetterLower)
        && Enum.TryParse<KnownColor>(Gray(text), ignoreCase: true, out var known)
        && !Color.FromKnownColor(known).IsSystemColor;

    private static string Gray(string text) => text.Replace("grey", "gray", StringComparison.Ordinal);

    [GeneratedRegex("^(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BareHex();

    [GeneratedRegex(
        @"^(?:#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})|rgba?\(\s*\d{1,3}\s*(?:,\s*\d{1,3}\s*){2}(?:,\s*[01]?\.?\d+\s*)?\)|hsla?\(\s*\d{1,3}\s*(?:,\s*\d{1,3}%\s*){2}(?:,\s*[01]?\.?\d+\s*)?\))$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Css();

    [GeneratedRegex(@"\d+(?:\.\d+)?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();
}
