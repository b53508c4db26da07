using Kuma.Application.Settings;

namespace Kuma.Web.StatusPages;

/// <summary>The host and scheme that a visitor typed: the proxy's word counts only when the operator trusts the proxy.</summary>
internal sealed class VisitorHosts(ISettingStore settings, PublicSite site)
{
    /// <summary>The slug of the page mapped to the request's host name; <c>null</c> for any other host.</summary>
    public async ValueTask<string?> MappedSlugAsync(HttpContext context)
    {
        var host = await HostAsync(context);
        var port = host.LastIndexOf(':');
        return await site.SlugOfDomainAsync(port > 0 && !host.EndsWith(']') ? host[..port] : host);
    }

    /// <summary>Scheme and host with port, e.g. <c>https://status.example.com</c>.</summary>
    public async ValueTask<string> OriginAsync(HttpContext context)
    {
        var scheme = await IsTrustedAsync(context) ? First(context, "X-Forwarded-Proto") : null;
        return $"{(scheme is "https" or "http" ? scheme : context.Request.Scheme)}://{await HostAsync(context)}";
    }

    private static string? First(HttpContext context, string header) =>
        context.Request.Headers[header].ToString().Split(',', 2)[0].Trim() is { Length: > 0 } value ? value : null;

    private async ValueTask<string> HostAsync(HttpContext context) =>
        await IsTrustedAsync(context) && First(context, "X-Forwarded-Host") is { } forwarded ? forwarded : context.Request.Host.Value ?? "";

    private ValueTask<bool> IsTrustedAsync(HttpContext context) => settings.IsOnAsync(SettingKeys.TrustProxy, context.RequestAborted);
}
