using System.Security.Cryptography;
using System.Text;
using Kuma.Application.StatusPages;
using Kuma.Web.Api;
using Kuma.Web.Hosting;

namespace Kuma.Web.StatusPages;

/// <summary>Serves a page's HTML in the visitor's language, from the page's cache.</summary>
internal sealed class StatusPageHtml(PageHead head, PageBody body, PageIncidents incidents, KumaOptions options)
{
    private const string ContentType = "text/html; charset=utf-8";

    /// <summary>The answer that is in the page's cache and still holds; <c>null</c> when it is to be made.</summary>
    public static EncodedBody? Find(HttpRequest request, SitePage page) => page.Find(PageTexts.For(request).HtmlKey);

    public async Task WriteAsync(HttpContext context, SitePage page)
    {
        var texts = PageTexts.For(context.Request);
        var answer = await page.AnswerAsync(texts.HtmlKey, async shown => Make(shown, await page.HistoryAsync(), texts));
        await answer.WriteAsync(context);
    }

    /// <summary>Older incidents as a page of their own, for those without scripts; the script of the page takes them out of it.</summary>
    public Task WritePastAsync(HttpContext context, PublicPage page, IncidentHistory history)
    {
        var texts = PageTexts.For(context.Request);
        var html = new StringBuilder(4096);
        head.WriteShort(html, page, texts);
        html.Append("<section id=\"past\" class=\"past\">");
        incidents.WritePast(html, page, history, texts);
        html.Append("</section></main></div></body></html>\n");
        return new EncodedBody(ContentType, Encoding.UTF8.GetBytes(html.ToString())) { ContentSecurityPolicy = Policy(Analytics.None, preload: null) }
            .WriteAsync(context);
    }

    private EncodedBody Make(PublicPage page, IncidentHistory history, PageTexts texts)
    {
        var markup = new PageMarkup();
        var analytics = Analytics.Of(page);
        var preload = head.Write(markup.Text, page, analytics, texts);
        body.Write(markup, page, history, texts);
        return new EncodedBody(ContentType, markup.ToBytes())
        {
            ContentSecurityPolicy = Policy(analytics, preload), Language = texts.Language,
        };
    }

    /// <summary>
    /// Scripts: our file, the service that the owner chose, and the inline ones of this very page by their hashes. Custom CSS is inline style
    /// and may fetch fonts and images; nothing on the page may be sent anywhere by a form, and no base or frame changes what it is.
    /// </summary>
    private string Policy(Analytics analytics, string? preload)
    {
        var hashes = string.Concat(analytics.Inline.Append(preload).OfType<string>().Select(script =>
            $" 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'"));
        var sources = string.Concat(analytics.Sources.Select(source => $" {source}"));
        var frames = options.DisableFrameSameOrigin ? "*" : "'self'";
        return $"default-src 'none'; script-src 'self'{hashes}{sources}; style-src 'self' 'unsafe-inline' https:; img-src 'self' data: https: http:; "
            + $"font-src 'self' data: https:; connect-src 'self'{sources}; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
            + $"frame-ancestors {frames}";
    }
}
