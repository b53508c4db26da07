using System.Net;
using Kuma.Application.Settings;
using Kuma.Web.Api.Description;
using Kuma.Web.StatusPages;
using Microsoft.Net.Http.Headers;

namespace Kuma.Web.Api;

/// <summary>Where a visitor starts, and the small routes around that.</summary>
internal static class EntryApi
{
    private const string Dashboard = "dashboard";
    private const string Group = "Entry";
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
        app.MapMethods("/", Answers.Reads, RootAsync).Note(
            Group, "Leads to the dashboard or to the status page that is the entry; on a page's own domain it is that page.",
            ApiAnswer.Html("The page of this domain."), new ApiAnswer(StatusCodes.Status302Found, "To the entry."));
        app.MapMethods("/api/entry-page", Answers.Reads, EntryPageAsync).Note(Group, "Where a visitor of this host name starts.", ApiAnswer.Json("EntryPage"));
        app.MapMethods("/setup-database-info", Answers.Reads, NoSetUp.WriteAsync).Note(
            Group, "Whether the database is still to be chosen: never, it is chosen when Kuma starts.", ApiAnswer.Json("SetupInfo"));
        app.MapMethods("/robots.txt", Answers.Reads, RobotsAsync).Note(
            Group, "Whether search engines are welcome.", new ApiAnswer(StatusCodes.Status200OK, "The rules.", "text/plain"));
        app.MapMethods("/.well-known/change-password", Answers.Reads, context => Redirect(context, "/settings/security")).Note(
            Group, "Leads password managers to the form.", new ApiAnswer(StatusCodes.Status302Found, "To the settings."));
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
        context.Response.Headers.Location = path;
        context.Response.Headers.Vary = HeaderNames.Accept;
        var text = $"Found. Redirecting to {path}";
        return WantsHtml(context.Request)
            ? PlainAnswers.WriteAsync(context, StatusCodes.Status302Found, "text/html; charset=utf-8", $"<p>{WebUtility.HtmlEncode(text)}</p>")
            : PlainAnswers.WriteAsync(context, StatusCodes.Status302Found, "text/plain; charset=utf-8", text);
    }

    /// <summary>Whether HTML comes before plain text in what the client takes, as in every browser.</summary>
    private static bool WantsHtml(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1)
            .FirstOrDefault(type => type.MatchesMediaType("text/html") || type.MatchesMediaType("text/plain")) is { } first
        && first.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase);
}
