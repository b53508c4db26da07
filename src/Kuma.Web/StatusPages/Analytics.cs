using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kuma.Application.StatusPages;

namespace Kuma.Web.StatusPages;

/// <summary>The script elements of the analytics service that the page's owner has chosen, and what the content policy must let through.</summary>
/// <param name="Html">The elements; empty for none.</param>
/// <param name="Inline">The bodies of inline scripts in it; the policy allows them by hash.</param>
/// <param name="Sources">Hosts that scripts come from and report to.</param>
internal sealed partial record Analytics(string Html, IReadOnlyList<string> Inline, IReadOnlyList<string> Sources)
{
    public static readonly Analytics None = new("", [], []);

    public static Analytics Of(PublicPage page)
    {
        if (page.AnalyticsId?.Trim() is not { } id)
        {
            return None;
        }

        return page.AnalyticsType switch
        {
            "google" => Google(id),
            "umami" => Tagged(page, "data-website-id", id),
            "plausible" => Tagged(page, "data-domain", id),
            "rybbit" => Tagged(page, "data-site-id", id),
            "matomo" => Matomo(page, id),
            _ => None,
        };
    }

    private static Analytics Google(string id)
    {
        var script = $"window.dataLayer=window.dataLayer||[];function gtag(){{dataLayer.push(arguments);}}gtag('js',new Date());gtag('config',{Literal(id)});";
        return new Analytics(
            $"<script async src=\"https://www.googletagmanager.com/gtag/js?id={Encode(Uri.EscapeDataString(id))}\"></script><script>{script}</script>",
            [script],
            ["https://www.googletagmanager.com", "https://*.google-analytics.com", "https://*.analytics.google.com"]);
    }

    private static Analytics Tagged(PublicPage page, string attribute, string id)
    {
        var url = page.AnalyticsScriptUrl?.Trim();
        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new Analytics($"<script defer src=\"{Encode(uri.AbsoluteUri)}\" {attribute}=\"{Encode(id)}\"></script>", [], [uri.GetLeftPart(UriPartial.Authority)])
            : None;
    }

    /// <summary>The address is a host (with a path) without a scheme.</summary>
    private static Analytics Matomo(PublicPage page, string id)
    {
        var host = page.AnalyticsScriptUrl?.Trim().Trim('/') ?? "";
        if (!Host().IsMatch(host))
        {
            return None;
        }

        var script = $"var _paq=window._paq=window._paq||[];_paq.push(['trackPageView']);_paq.push(['enableLinkTracking']);"
            + $"(function(){{var u={Literal($"//{host}/")};_paq.push(['setTrackerUrl',u+'matomo.php']);_paq.push(['setSiteId',{Literal(id)}]);"
            + "var d=document,g=d.createElement('script'),s=d.getElementsByTagName('script')[0];g.async=true;g.src=u+'matomo.js';s.parentNode.insertBefore(g,s);})();";
        return new Analytics($"<script>{script}</script>", [script], [host.Split('/')[0]]);
    }

    private static string Literal(string text) => JsonSerializer.Serialize(text);

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    [GeneratedRegex("^[A-Za-z0-9.-]+(?::[0-9]+)?(?:/[A-Za-z0-9._/-]*)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Host();
}
