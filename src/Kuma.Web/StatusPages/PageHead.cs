using System.Net;
using System.Text;
using Kuma.Application.StatusPages;

namespace Kuma.Web.StatusPages;

/// <summary>Writes what comes before the body; clients read the data out of it (spec/rest.md section 9).</summary>
internal sealed class PageHead(PageJson json, SafeMarkdown markdown, PageAssets assets)
{
    private const int DescriptionLength = 155;

    /// <summary>Writes the head.</summary>
    /// <returns>The body of the preload script, for the content policy.</returns>
    public string Write(StringBuilder html, PublicPage page, Analytics analytics, PageTexts texts)
    {
        var title = E(page.Title);
        var words = markdown.ToText(page.Description);
        var description = E(words.Length > DescriptionLength ? words[..DescriptionLength] : words);
        var slug = Uri.EscapeDataString(page.Slug);
        html.Append($"""
            <!DOCTYPE html>
            <html lang="{texts.Language}"><head><meta charset="UTF-8">
            <meta name="viewport" content="width=device-width, initial-scale=1.0, viewport-fit=cover">
            <title>{title}</title>
            <meta name="description" content="{description}">

            """);
        html.Append(page.Icon.Length == 0
            ? """<link rel="icon" type="image/svg+xml" href="/icon.svg"><link rel="apple-touch-icon" sizes="180x180" href="/apple-touch-icon.png">"""
            : $"""<link rel="icon" href="{E(page.Icon)}">""");
        html.Append($"""

            <link rel="manifest" href="/api/status-page/{slug}/manifest.json">
            <link rel="alternate" type="application/rss+xml" title="{title}" href="/status/{slug}/rss">
            <meta name="theme-color" id="theme-color" content="{(page.Theme is "dark" ? "#161B22" : "#5cdd8b")}">
            <link rel="stylesheet" href="{assets.StylePath}">
            <script type="module" src="{assets.ScriptPath}"></script>

            """);
        html.Append(analytics.Html);
        html.Append($"""
            <meta property="og:title" content="{title}">
            <meta property="og:description" content="{description}">
            <meta property="og:type" content="website">

            """);
        var preload = $"window.preloadData = {json.ScriptLiteral(page)};";
        html.Append("<script id=\"preload-data\" data-json=\"{}\">").Append(preload).Append("</script></head>\n");
        return preload;
    }

    public static string E(string? text) => WebUtility.HtmlEncode(text ?? "");
}
