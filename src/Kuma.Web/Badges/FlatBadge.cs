using System.Globalization;
using System.Text;

namespace Kuma.Web.Badges;

/// <summary>The styles <c>flat</c>, <c>flat-square</c> and <c>plastic</c>.</summary>
internal static class FlatBadge
{
    private const int Padding = 5;

    private static readonly Look Flat = new(
        Height: 20, ShadowY: 150, TextY: 140, Radius: 3,
        Stops: "<stop offset=\"0\" stop-color=\"#bbb\" stop-opacity=\".1\"/><stop offset=\"1\" stop-opacity=\".1\"/>");

    private static readonly Look Square = new(Height: 20, ShadowY: null, TextY: 140, Radius: 0, Stops: null);

    private static readonly Look Plastic = new(
        Height: 18, ShadowY: 140, TextY: 130, Radius: 4,
        Stops: "<stop offset=\"0\" stop-color=\"#fff\" stop-opacity=\".7\"/><stop offset=\".1\" stop-color=\"#aaa\" stop-opacity=\".1\"/>"
            + "<stop offset=\".9\" stop-color=\"#000\" stop-opacity=\".3\"/><stop offset=\"1\" stop-color=\"#000\" stop-opacity=\".5\"/>");

    public static void Draw(StringBuilder svg, Badge badge)
    {
        var look = badge.Style switch { "flat-square" => Square, "plastic" => Plastic, _ => Flat };
        var bare = badge.Label.Length == 0 && badge.LabelColor is null;
        var labelText = badge.Label.Length > 0 ? FontWidths.Verdana11.OddOf(badge.Label) : 0;
        var messageText = badge.Message.Length > 0 ? FontWidths.Verdana11.OddOf(badge.Message) : 0;
        var left = bare ? 0 : labelText + (2 * Padding);
        var right = messageText + (2 * Padding);
        var color = BadgeColors.Normalise(badge.Color) ?? "#4c1";
        var labelColor = bare ? color : BadgeColors.Normalise(badge.LabelColor) ?? "#555";

        BadgeStyles.Open(svg, left + right, look.Height, badge.Label, badge.Message);
        Background(svg, look, left, right, labelColor, color);
        svg.Append("<g fill=\"#fff\" text-anchor=\"middle\" font-family=\"Verdana,Geneva,DejaVu Sans,sans-serif\" text-rendering=\"geometricPrecision\" font-size=\"110\">");
        if (badge.Label.Length > 0)
        {
            Text(svg, look, badge.Label, 10 * (1 + (labelText / 2.0) + Padding), labelText, labelColor);
        }

        if (badge.Message.Length > 0)
        {
            var margin = left - 1 + (bare ? 1 : 0);
            Text(svg, look, badge.Message, 10 * (margin + (messageText / 2.0) + Padding), messageText, color);
        }

        svg.Append("</g></svg>");
    }

    private static void Background(StringBuilder svg, Look look, int left, int right, string labelColor, string color)
    {
        var width = left + right;
        var rects = string.Create(
            CultureInfo.InvariantCulture,
            $"<rect width=\"{left}\" height=\"{look.Height}\" fill=\"{labelColor}\"/><rect x=\"{left}\" width=\"{right}\" height=\"{look.Height}\" fill=\"{color}\"/>");
        if (look.Stops is null)
        {
            svg.Append("<g shape-rendering=\"crispEdges\">").Append(rects).Append("</g>");
            return;
        }

        svg.Append(
            CultureInfo.InvariantCulture,
            $"<linearGradient id=\"s\" x2=\"0\" y2=\"100%\">{look.Stops}</linearGradient><clipPath id=\"r\"><rect width=\"{width}\" height=\"{look.Height}\" rx=\"{look.Radius}\" fill=\"#fff\"/></clipPath><g clip-path=\"url(#r)\">{rects}<rect width=\"{width}\" height=\"{look.Height}\" fill=\"url(#s)\"/></g>");
    }

    private static void Text(StringBuilder svg, Look look, string text, double x, int width, string background)
    {
        var (fill, shadow) = BadgeColors.On(background);
        var escaped = BadgeStyles.Escape(text);
        if (look.ShadowY is { } shadowY)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text aria-hidden=\"true\" x=\"{x}\" y=\"{shadowY}\" fill=\"{shadow}\" fill-opacity=\".3\" transform=\"scale(.1)\" textLength=\"{10 * width}\">{escaped}</text>");
        }

        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{x}\" y=\"{look.TextY}\" transform=\"scale(.1)\" fill=\"{fill}\" textLength=\"{10 * width}\">{escaped}</text>");
    }

    private sealed record Look(int Height, int? ShadowY, int TextY, int Radius, string? Stops);
}
