using Kuma.Application.Settings;
using Kuma.Web.Hosting;

namespace Kuma.Web.Sockets;

/// <summary>
/// Whether a page of another site may open a WebSocket with a visitor's browser. Browsers do not hold WebSockets to the same origin by
/// themselves; long-polling they do. Clients that are no browsers send no origin and pass.
/// </summary>
internal sealed class SocketOrigins(KumaOptions options, ISettingStore settings)
{
    private const string Forbidden = "Forbidden";

    /// <summary>The refusal of a new session; <c>null</c> when it may be opened.</summary>
    public async ValueTask<string?> RefusalAsync(HttpContext context)
    {
        if (options.AnyWebSocketOrigin || context.Request.Query["transport"] is not ["websocket"] || context.Request.Headers.Origin is not [{ } origin, ..])
        {
            return null;
        }

        if (!Uri.TryCreate(origin, UriKind.Absolute, out var page) || page.Authority.Length == 0)
        {
            return Forbidden;
        }

        return Names(page, context.Request.Headers.Host) || (await IsProxyTrustedAsync(context) && Names(page, Forwarded(context)))
            ? null
            : Forbidden;
    }

    /// <summary>Whether a header names the page's host, with or without the usual port of its scheme.</summary>
    private static bool Names(Uri page, string? host) =>
        string.Equals(host, page.Authority, StringComparison.OrdinalIgnoreCase)
        || (page.IsDefaultPort && string.Equals(host, $"{page.Host}:{page.Port}", StringComparison.OrdinalIgnoreCase));

    private static string? Forwarded(HttpContext context) => context.Request.Headers["X-Forwarded-Host"].ToString().Split(',', 2)[0].Trim();

    private ValueTask<bool> IsProxyTrustedAsync(HttpContext context) => settings.IsOnAsync(SettingKeys.TrustProxy, context.RequestAborted);
}
