using System.Globalization;
using System.Text;

namespace Kuma.Web.Badges;

/// <summary>What a badge says and how it looks.</summary>
/// <param name="Label">The left part; empty for none.</param>
/// <param name="Message">The right part.</param>
/// <param name="Color">The right part's colour, any text.</param>
/// <param name="LabelColor">The left part's colour, any text; <c>null</c> when none was asked for.</param>
/// <param name="Style">One of <see cref="BadgeStyles.Names"/>.</param>
internal sealed record Badge(string Label, string Message, string? Color, string? LabelColor = null, string Style = "flat")
{
    /// <summary>For whatever is not public or not known.</summary>
    public static Badge NotAvailable(string style, string label = "") => new(label, "N/A", "#999", LabelColor: null, style);
}

/// <summary>The five looks.</summary>
internal static class BadgeStyles
{
    /// <summary>In the order of the error message.</summary>
    public static readonly string[] Names = ["plastic", "flat", "flat-square", "for-the-badge", "social"];

    public static byte[] Draw(Badge badge)
    {
        var trimmed = badge with { Label = badge.Label.Trim(), Message = badge.Message.Trim() };
        var svg = new StringBuilder(1400);
        switch (badge.Style)
        {
            case "for-the-badge":
                ForTheBadge.Draw(svg, trimmed);
                break;
            case "social":
                SocialBadge.Draw(svg, trimmed);
                break;
            default:
                FlatBadge.Draw(svg, trimmed);
                break;
        }

        return Encoding.UTF8.GetBytes(svg.ToString());
    }

    public static void Open(StringBuilder svg, double width, int height, string label, string message)
    {
        var text = Escape(label.Length > 0 ? $"{label}: {message}" : message);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{text}\"><title>{text}</title>");
    }

    /// <summary>Text for an element or a quoted attribute; what XML has no place for is left out.</summary>
    public static string Escape(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => rune.Value is >= 0x20 or 0x9 or 0xA or 0xD and not 0xFFFE and not 0xFFFF).Select(Escape));

    private static string Escape(Rune rune) => rune.Value switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&apos;",
        _ => rune.ToString(),
    };
}
