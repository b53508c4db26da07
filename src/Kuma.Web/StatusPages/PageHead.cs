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
        html.Append(Icon(page) is not { } icon
            ? """<link rel="icon" type="image/svg+xml" href="/icon.svg"><link rel="apple-touch-icon" sizes="180x180" href="/apple-touch-icon.png">"""
            : $"""<link rel="icon" href="{E(icon)}">""");
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

    /// <summary>Writes the head and the top of a page that shows only a part.</summary>
    public void WriteShort(StringBuilder html, PublicPage page, PageTexts texts) => html.Append($"""
        <!DOCTYPE html>
        <html lang="{texts.Language}"><head><meta charset="UTF-8">
        <meta name="viewport" content="width=device-width, initial-scale=1.0, viewport-fit=cover">
        <title>{E(texts.PastIncidents)} · {E(page.Title)}</title>
        <link rel="stylesheet" href="{assets.StylePath}"></head>
        <body class="{PageBody.Theme(page)}"><div class="page"><main><h1><a href="/status/{Uri.EscapeDataString(page.Slug)}">{E(page.Title)}</a></h1>
        <h2>{E(texts.PastIncidents)}</h2>

        """);

    /// <summary>The page's own picture: a path of this server or an address of the web, nothing else; <c>null</c> for the product's.</summary>
    public static string? Icon(PublicPage page) =>
        page.Icon.StartsWith('/') || (Uri.TryCreate(page.Icon, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") ? page.Icon : null;

    public static string E(string? text) => WebUtility.HtmlEncode(text ?? "");
}
