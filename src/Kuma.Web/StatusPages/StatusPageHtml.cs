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

    public async Task WriteAsync(HttpContext context, SitePage page)
    {
        var texts = PageTexts.For(context.Request);
        var answer = await page.AnswerAsync($"html {texts.Language}", async shown => Make(shown, await page.HistoryAsync(), texts));
        context.Response.Headers.ContentLanguage = texts.Language;
        await answer.WriteAsync(context);
    }

    /// <summary>Older incidents as a piece of HTML, for the script of the page.</summary>
    public Task WritePastAsync(HttpContext context, PublicPage page, IncidentHistory history)
    {
        var html = new StringBuilder(2048);
        incidents.WritePast(html, page, history, PageTexts.For(context.Request));
        return new EncodedBody(ContentType, Encoding.UTF8.GetBytes(html.ToString())) { ContentSecurityPolicy = "default-src 'none'; sandbox" }
            .WriteAsync(context);
    }

    private EncodedBody Make(PublicPage page, IncidentHistory history, PageTexts texts)
    {
        var html = new StringBuilder(64 * 1024);
        var analytics = Analytics.Of(page);
        var preload = head.Write(html, page, analytics, texts);
        body.Write(html, page, history, texts);
        return new EncodedBody(ContentType, Encoding.UTF8.GetBytes(html.ToString())) { ContentSecurityPolicy = Policy(analytics, preload) };
    }

    /// <summary>
    /// Scripts: our file, the service that the owner chose, and the inline ones of this very page by their hashes. Custom CSS is inline style
    /// and may fetch fonts and images; nothing on the page may be sent anywhere by a form, and no base or frame changes what it is.
    /// </summary>
    private string Policy(Analytics analytics, string preload)
    {
        var hashes = string.Concat(analytics.Inline.Append(preload).Select(script =>
            $" 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'"));
        var sources = string.Concat(analytics.Sources.Select(source => $" {source}"));
        var frames = options.DisableFrameSameOrigin ? "*" : "'self'";
        return $"default-src 'none'; script-src 'self'{hashes}{sources}; style-src 'self' 'unsafe-inline' https:; img-src 'self' data: https: http:; "
            + $"font-src 'self' data: https:; connect-src 'self'{sources}; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
            + $"frame-ancestors {frames}";
    }
}
