using Kuma.Application.StatusPages;
using Kuma.Web.Api;
using Kuma.Web.Api.Description;
using Kuma.Web.Badges;
using Kuma.Web.Contracts;
using Kuma.Web.Hosting;

namespace Kuma.Web.StatusPages;

/// <summary>The routes of status pages: data, beats, manifest, history, badge, feed and the page itself.</summary>
internal static class StatusPagesApi
{
    private const string Group = "Status pages";

    private static readonly ApiAnswer ThePage = ApiAnswer.Html("The page, finished, in the visitor's language.");
    private static readonly ApiAnswer NoPage = new(StatusCodes.Status404NotFound, "There is no such page; the dashboard answers.", "text/html");

    private static readonly EncodedBody NotFound = Answers.Fail("Status Page Not Found");
    private static readonly EncodedBody NoManifest = Answers.Fail("Not Found");

    // Clients that expect two lists even for an unknown page find them.
    private static readonly EncodedBody NoHeartbeats = Answers.Json(
        json =>
        {
            json.WriteStartObject();
            json.WriteString("status"u8, "fail"u8);
            json.WriteString("msg"u8, "Status Page Not Found"u8);
            json.WriteStartObject("heartbeatList"u8);
            json.WriteEndObject();
            json.WriteStartObject("uptimeList"u8);
            json.WriteEndObject();
            json.WriteEndObject();
        },
        StatusCodes.Status404NotFound);

    public static void MapStatusPages(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/api/status-page/{slug}", Answers.Reads, DataAsync).Note(
            Group, "What a page shows besides beats.", ApiAnswer.Json("PageData"), ApiAnswer.Unchanged, ApiAnswer.NoPage);
        app.MapMethods("/api/status-page/heartbeat/{slug}", Answers.Reads, HeartbeatsAsync).Note(
            Group, "The last beats of a page's monitors, and their uptime.", ApiAnswer.Json("PageHeartbeats"), ApiAnswer.Unchanged,
            ApiAnswer.Json("PageHeartbeats", "There is no such page; the lists are empty.", StatusCodes.Status404NotFound));
        app.MapMethods("/api/status-page/{slug}/manifest.json", Answers.Reads, ManifestAsync).WithOrder(-1).Note(
            Group, "Lets a page be installed as an app.", ApiAnswer.Json("Manifest"), ApiAnswer.Unchanged, ApiAnswer.NoPage);
        app.MapMethods("/api/status-page/{slug}/incident-history", Answers.Reads, HistoryAsync).WithOrder(-1).Note(new ApiNote(
            Group, "A page's incidents of all kinds, newest first.")
        {
            Query = [new("cursor", "Older than this: the nextCursor of the answer before.")],
            Answers = [ApiAnswer.Json("IncidentHistory"), ApiAnswer.NoPage],
        });
        app.MapMethods("/api/status-page/{slug}/badge", Answers.Reads, BadgeAsync).WithOrder(-1).Note(BadgeNotes.Page);
        app.MapMethods("/status/{slug}/rss", Answers.Reads, FeedAsync).Note(
            Group, "A page's open incidents and what is down, as RSS 2.0.", new ApiAnswer(StatusCodes.Status200OK, "The feed.", "application/rss+xml"),
            ApiAnswer.Unchanged, NoPage);
        app.MapMethods("/status/{slug}/past-incidents", Answers.Reads, PastAsync).Note(new ApiNote(
            Group, "Ten more past incidents, where the page ends.")
        {
            Query = [new("cursor", "Older than this.")],
            Answers = [ApiAnswer.Html("A page of them."), ApiAnswer.NoPage],
        });
        app.MapMethods("/status-assets/{file}", Answers.Reads, (HttpContext context, PageAssets assets) => assets.WriteAsync(context)).Note(
            Group, "The style sheet and the script of the pages, under names that change with their content.",
            new ApiAnswer(StatusCodes.Status200OK, "The file.", "text/css"), new ApiAnswer(StatusCodes.Status404NotFound, "An outdated name."));
        app.MapMethods("/status/{slug}", Answers.Reads, PageAsync).Note(Group, "A page.", ThePage, ApiAnswer.Unchanged, NoPage);
        app.MapMethods("/status", Answers.Reads, DefaultPageAsync).Note(Group, "The page with the slug default.", ThePage, ApiAnswer.Unchanged, NoPage);
        app.MapMethods("/status-page", Answers.Reads, DefaultPageAsync).Note(Group, "The same.", ThePage, ApiAnswer.Unchanged, NoPage);
    }

    private static Task DefaultPageAsync(
        HttpContext context, PublicSite site, StatusPageHtml html, DashboardFiles files, RepeatedAnswers answers) =>
        PageAsync(context, "default", site, html, files, answers);

    private static Task DataAsync(HttpContext context, string slug, PublicSite site, PageJson json, RepeatedAnswers answers) =>
        AnswerAsync(context, site, answers, slug, "data", page => Answers.Json(writer => json.WriteData(writer, page)), NotFound);

    private static Task HeartbeatsAsync(HttpContext context, string slug, PublicSite site, PageJson json, RepeatedAnswers answers) =>
        AnswerAsync(context, site, answers, slug, "beats", page => Answers.Json(writer => json.WriteHeartbeats(writer, page)), NoHeartbeats);

    private static async Task ManifestAsync(HttpContext context, string slug, PublicSite site, PageJson json, RepeatedAnswers answers)
    {
        if (await IsAboutBeatsAsync(slug, site))
        {
            await HeartbeatsAsync(context, "manifest.json", site, json, answers);
            return;
        }

        await AnswerAsync(context, site, answers, slug, "manifest", page => Answers.Json(writer => PageJson.WriteManifest(writer, page)), NoManifest);
    }

    private static async Task AnswerAsync(
        HttpContext context,
        PublicSite site,
        RepeatedAnswers answers,
        string slug,
        string kind,
        Func<PublicPage, EncodedBody> make,
        EncodedBody missing)
    {
        if (await site.FindAsync(slug) is not { } page)
        {
            await missing.WriteAsync(context);
            return;
        }

        await (await page.AnswerAsync(kind, make)).WriteAsync(context);
        answers.Add(context, _ => site.IsShown(page) ? page.Find(kind) : null);
    }

    /// <summary>Whether a path with a second part means the beats of the page that this part names: always, unless a page is called so.</summary>
    private static async ValueTask<bool> IsAboutBeatsAsync(string slug, PublicSite site) =>
        slug.Equals("heartbeat", StringComparison.OrdinalIgnoreCase) && await site.FindAsync(slug) is null;

    private static async Task HistoryAsync(
        HttpContext context, string slug, string? cursor, PublicSite site, IPublicPageReader reader, PageJson json, RepeatedAnswers answers)
    {
        if (await IsAboutBeatsAsync(slug, site))
        {
            await HeartbeatsAsync(context, "incident-history", site, json, answers);
            return;
        }

        if (await site.FindAsync(slug) is not { } page)
        {
            await NotFound.WriteAsync(context);
            return;
        }

        var history = await reader.ReadHistoryAsync(page.Page.Id, HistoryCursor.Read(cursor), context.RequestAborted);
        await Answers.Json(writer => PageJson.WriteHistory(writer, history)).WriteAsync(context);
    }

    private static async Task PastAsync(
        HttpContext context, string slug, string? cursor, PublicSite site, IPublicPageReader reader, StatusPageHtml html)
    {
        if (await site.FindAsync(slug) is not { } page)
        {
            await NotFound.WriteAsync(context);
            return;
        }

        await html.WritePastAsync(context, page.Page, await reader.ReadHistoryAsync(page.Page.Id, HistoryCursor.Read(cursor), context.RequestAborted));
    }

    private static async Task BadgeAsync(
        HttpContext context, string slug, PublicSite site, PageBadge badge, PageJson json, RepeatedAnswers answers)
    {
        if (await IsAboutBeatsAsync(slug, site))
        {
            await HeartbeatsAsync(context, "badge", site, json, answers);
            return;
        }

        var page = await site.FindAsync(slug);
        await badge.Make(page?.Page, new BadgeQuery(new WireQuery(context.Request.QueryString))).WriteAsync(context);
    }

    private static async Task FeedAsync(HttpContext context, string slug, PublicSite site, PageFeed feed, VisitorHosts hosts, DashboardFiles files)
    {
        if (await site.FindAsync(slug) is not { } page)
        {
            await ShellAsync(context, files);
            return;
        }

        var link = $"{await hosts.OriginAsync(context)}/status/{page.Page.Slug}";
        await (await page.FeedAsync(link, shown => feed.Make(shown, link))).WriteAsync(context);
    }

    private static async Task PageAsync(
        HttpContext context, string slug, PublicSite site, StatusPageHtml html, DashboardFiles files, RepeatedAnswers answers)
    {
        if (await site.FindAsync(slug) is { } page)
        {
            await html.WriteAsync(context, page);
            answers.Add(context, request => site.IsShown(page) ? StatusPageHtml.Find(request, page) : null);
            return;
        }

        await ShellAsync(context, files);
    }

    /// <summary>The dashboard's shell, with 404: it shows its own page for what does not exist.</summary>
    private static Task ShellAsync(HttpContext context, DashboardFiles files)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return files.ServeShellAsync(context);
    }
}
