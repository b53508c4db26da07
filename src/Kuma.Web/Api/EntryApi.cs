using Kuma.Application.Settings;
using Kuma.Web.StatusPages;
using Microsoft.Net.Http.Headers;

namespace Kuma.Web.Api;

/// <summary>Where a visitor starts, and the small routes around that.</summary>
internal static class EntryApi
{
    private const string Dashboard = "dashboard";
    private const string PagePrefix = "statusPage-";

    private static readonly EncodedBody NoSetUp = Answers.Json(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("runningSetup"u8, value: false);
        json.WriteBoolean("needSetup"u8, value: false);
        json.WriteEndObject();
    });

    public static void MapEntry(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/", Answers.Reads, RootAsync);
        app.MapMethods("/api/entry-page", Answers.Reads, EntryPageAsync);
        app.MapMethods("/setup-database-info", Answers.Reads, NoSetUp.WriteAsync);
        app.MapMethods("/robots.txt", Answers.Reads, RobotsAsync);
        app.MapMethods("/.well-known/change-password", Answers.Reads, context => Redirect(context, "/settings/security"));
    }

    private static async Task RootAsync(HttpContext context, ISettingStore settings, VisitorHosts hosts, PublicSite site, StatusPageHtml html)
    {
        if (await hosts.MappedSlugAsync(context) is { } slug && await site.FindAsync(slug) is { } page)
        {
            await html.WriteAsync(context, page);
            return;
        }

        var entry = await EntryAsync(settings, context.RequestAborted);
        await Redirect(
            context, entry.StartsWith(PagePrefix, StringComparison.Ordinal) ? $"/status/{Uri.EscapeDataString(entry[PagePrefix.Length..])}" : "/dashboard");
    }

    private static async Task EntryPageAsync(HttpContext context, ISettingStore settings, VisitorHosts hosts)
    {
        var slug = await hosts.MappedSlugAsync(context);
        var entry = await EntryAsync(settings, context.RequestAborted);
        await Answers.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("type"u8, slug is null ? "entryPage" : "statusPageMatchedDomain");
            json.WriteString(slug is null ? "entryPage" : "statusPageSlug", slug ?? entry);
            json.WriteEndObject();
        }).WriteAsync(context);
    }

    private static async Task RobotsAsync(HttpContext context, ISettingStore settings)
    {
        var indexed = await settings.IsOnAsync(SettingKeys.SearchEngineIndex, context.RequestAborted);
        await new EncodedBody("text/plain; charset=utf-8", indexed ? "User-agent: *\nDisallow:"u8.ToArray() : "User-agent: *\nDisallow: /"u8.ToArray())
            .WriteAsync(context);
    }

    private static async ValueTask<string> EntryAsync(ISettingStore settings, CancellationToken cancellationToken) =>
        await settings.TextAsync(SettingKeys.EntryPage, cancellationToken) is { Length: > 0 } entry ? entry : Dashboard;

    private static Task Redirect(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = path;
        context.Response.Headers.Vary = HeaderNames.Accept;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"Found. Redirecting to {path}");
    }
}
