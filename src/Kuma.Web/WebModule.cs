using Kuma.Web.Hosting;

namespace Kuma.Web;

/// <summary>Registers and maps the faces: sockets, REST, pages, the dashboard.</summary>
internal static class WebModule
{
    public static IServiceCollection AddKumaWeb(this IServiceCollection services) =>
        services.AddRouting();

    public static void MapKuma(this WebApplication app, KumaOptions options)
    {
        app.UseSecurityHeaders(options);
        app.MapGet("/healthz", () => Results.Json(new { status = "ok" }));
    }
}
