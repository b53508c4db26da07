using Kuma.Domain.Common;
using Kuma.Web.Api;
using Kuma.Web.Api.Description;
using Kuma.Web.StatusPages;

namespace Kuma.Web.Badges;

/// <summary>The badges of one monitor, for any page of the web.</summary>
internal static class BadgesApi
{
    public static void MapBadges(this IEndpointRouteBuilder app)
    {
        Map(app, "status", (badges, id, query, _) => badges.Status(id, query)).Note(BadgeNotes.Status);
        Map(app, "uptime/{duration?}", (badges, id, query, duration) => badges.Uptime(id, BadgeDuration.Parse(duration), query)).Note(BadgeNotes.Uptime);
        Map(app, "ping/{duration?}", Ping, (id, duration) => CheckPing(id, duration)).Note(BadgeNotes.Ping);
        Map(app, "avg-response/{duration?}", (badges, id, query, duration) => badges.AverageResponse(id, duration, query)).Note(BadgeNotes.AverageResponse);
        Map(app, "response", (badges, id, query, _) => badges.Response(id, query)).Note(BadgeNotes.Response);
        Map(app, "cert-exp", (badges, id, query, _) => badges.CertificateExpiry(id, query)).Note(BadgeNotes.CertificateExpiry);
    }

    public static EncodedBody Svg(Badge badge, bool forEveryOrigin = false) =>
        new("image/svg+xml; charset=utf-8", BadgeStyles.Draw(badge)) { ForEveryOrigin = forEveryOrigin };

    private static Badge Ping(MonitorBadges badges, MonitorId id, BadgeQuery query, string? duration) =>
        badges.Ping(id, BadgeDuration.Parse(duration), query);

    /// <summary>This badge alone looks at its parameters before it asks whether the monitor is public.</summary>
    private static void CheckPing(MonitorId id, string? duration)
    {
        if (id.Value == 0)
        {
            throw new BadgeException("Monitor ID is required");
        }

        BadgeDuration.Parse(duration);
    }

    private static RouteHandlerBuilder Map(
        IEndpointRouteBuilder app,
        string kind,
        Func<MonitorBadges, MonitorId, BadgeQuery, string?, Badge> draw,
        Action<MonitorId, string?>? check = null) =>
        app.MapMethods($"/api/badge/{{id}}/{kind}", Answers.Reads, async (HttpContext context, BadgeCache cache) =>
        {
            var id = BadgeQuery.LeadingInteger((string?)context.GetRouteValue("id"));
            await (await cache.GetAsync(context, id, draw, check)).WriteAsync(context);
        });
}
