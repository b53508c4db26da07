using System.Globalization;
using System.Text;

namespace Kuma.Web.Badges;

/// <summary>The style <c>for-the-badge</c>: tall, upper case, spaced letters.</summary>
internal static class ForTheBadge
{
    private const double Spacing = 1.25;
    private const int Margin = 12;

    public static void Draw(StringBuilder svg, Badge badge)
    {
        var label = badge.Label.ToUpperInvariant();
        var message = badge.Message.ToUpperInvariant();
        var labelText = Width(FontWidths.Verdana10, label);
        var messageText = Width(FontWidths.BoldVerdana10, message);
        var left = label.Length > 0 ? (2 * Margin) + labelText : 0;
        var right = (2 * Margin) + messageText;
        var color = BadgeColors.Normalise(badge.Color) ?? "#4c1";
        var labelColor = BadgeColors.Normalise(badge.LabelColor) ?? "#555";

        BadgeStyles.Open(svg, left + right, 28, label, message);
        svg.Append("<g shape-rendering=\"crispEdges\">");
        if (label.Length > 0)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{left}\" height=\"28\" fill=\"{labelColor}\"/>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{left}\" width=\"{right}\" height=\"28\" fill=\"{color}\"/></g>");
        svg.Append("<g fill=\"#fff\" text-anchor=\"middle\" font-family=\"Verdana,Geneva,DejaVu Sans,sans-serif\" text-rendering=\"geometricPrecision\" font-size=\"100\">");
        if (label.Length > 0)
        {
            Text(svg, label, Margin + (labelText / 2), labelText, labelColor, "");
        }

        Text(svg, message, left + Margin + (messageText / 2), messageText, color, " font-weight=\"bold\"");
        svg.Append("</g></svg>");
    }

    private static double Width(FontWidths font, string text) => text.Length == 0 ? 0 : (int)font.Of(text) + (Spacing * text.Length);

    private static void Text(StringBuilder svg, string text, double centre, double width, string background, string weight) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text transform=\"scale(.1)\" x=\"{10 * centre}\" y=\"175\" textLength=\"{10 * width}\" fill=\"{BadgeColors.On(background).Text}\"{weight}>{BadgeStyles.Escape(text)}</text>");
}
