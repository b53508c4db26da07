using System.Globalization;
using System.Text;

namespace Kuma.Web.Badges;

/// <summary>The style <c>social</c>: a button with a bubble. It has its own colours.</summary>
internal static class SocialBadge
{
    private const int Padding = 5;
    private const int Gutter = 6;

    public static void Draw(StringBuilder svg, Badge badge)
    {
        var label = badge.Label.Length > 0 ? char.ToUpperInvariant(badge.Label[0]) + badge.Label[1..] : "";
        var message = badge.Message;
        var labelText = FontWidths.BoldHelvetica11.OddOf(label);
        var messageText = FontWidths.BoldHelvetica11.OddOf(message);
        var left = labelText + (2 * Padding);
        var right = messageText + 8;
        var width = left + 1 + (message.Length > 0 ? Gutter + right : 0);

        BadgeStyles.Open(svg, width, 20, label, message);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<style>a:hover #llink{"{"}fill:url(#b);stroke:#ccc{"}"}a:hover #rlink{"{"}fill:#4183c4{"}"}</style><linearGradient id="a" x2="0" y2="100%"><stop offset="0" stop-color="#fcfcfc" stop-opacity="0"/><stop offset="1" stop-opacity=".1"/></linearGradient><linearGradient id="b" x2="0" y2="100%"><stop offset="0" stop-color="#ccc" stop-opacity=".1"/><stop offset="1" stop-opacity=".1"/></linearGradient><g stroke="#d5d5d5"><rect stroke="none" fill="#fcfcfc" x=".5" y=".5" width="{left}" height="19" rx="2"/>""");
        if (message.Length > 0)
        {
            var bubble = left + Gutter + 0.5;
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<rect x="{bubble}" y=".5" width="{right}" height="19" rx="2" fill="#fafafa"/><rect x="{left + Gutter}" y="7.5" width=".5" height="5" stroke="#fafafa"/><path d="M{bubble} 6.5l-3 3v1l3 3" fill="#fafafa"/>""");
        }

        svg.Append("""</g><g aria-hidden="true" fill="#333" text-anchor="middle" font-family="Helvetica Neue,Helvetica,Arial,sans-serif" text-rendering="geometricPrecision" font-weight="700" font-size="110px" line-height="14px">""");
        svg.Append(CultureInfo.InvariantCulture, $"""<rect id="llink" stroke="#d5d5d5" fill="url(#a)" x=".5" y=".5" width="{left}" height="19" rx="2"/>""");
        Text(svg, label, 10 * ((labelText / 2.0) + Padding), labelText, "");
        if (message.Length > 0)
        {
            Text(svg, message, 10 * (left + Gutter + (right / 2.0)), messageText, " id=\"rlink\"");
        }

        svg.Append("</g></svg>");
    }

    private static void Text(StringBuilder svg, string text, double x, int width, string id)
    {
        var escaped = BadgeStyles.Escape(text);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text aria-hidden=\"true\" x=\"{x}\" y=\"150\" fill=\"#fff\" transform=\"scale(.1)\" textLength=\"{10 * width}\">{escaped}</text><text{id} x=\"{x}\" y=\"140\" transform=\"scale(.1)\" textLength=\"{10 * width}\">{escaped}</text>");
    }
}
