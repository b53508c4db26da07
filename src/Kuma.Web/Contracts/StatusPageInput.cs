using System.Globalization;
using System.Text.Json;
using Kuma.Application.Common;
using Kuma.Application.StatusPages;
using Kuma.Domain.Common;
using Kuma.Web.Sockets;

namespace Kuma.Web.Contracts;

/// <summary>Reads what editors of status pages send.</summary>
internal static class StatusPageInput
{
    public static SaveStatusPage Save(Actor actor, EventArguments args)
    {
        var config = args.Object(1);
        var domains = config.Field("domainNameList") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Select(item => item.ValueKind is JsonValueKind.String ? item.GetString() : null).ToList()
            : null;
        return new SaveStatusPage(
            actor, args.Text(0), config.TextField("slug"), Page(config), domains, args.Text(2) ?? "", Groups(args[3]));
    }

    public static PostIncident Post(Actor actor, EventArguments args)
    {
        var incident = args.Object(1);
        return new PostIncident(
            actor,
            args.Text(0),
            Id(incident) is { } known ? new IncidentId(known) : null,
            incident.TextField("title"),
            incident.TextField("content"),
            incident.TextField("style"));
    }

    public static EditIncident Edit(Actor actor, EventArguments args)
    {
        var incident = args.Object(2);
        return new EditIncident(
            actor,
            args.Text(0),
            new IncidentId(args.Id(1, "incident")),
            incident.TextField("title"),
            incident.TextField("content"),
            incident.TextField("style"),
            Pin: incident.Field("pin").ValueKind != JsonValueKind.False);
    }

    private static PublicPage Page(JsonElement config) => new()
    {
        Id = default,
        Slug = "",
        Title = config.TextField("title") ?? "",
        Description = config.TextField("description"),
        Theme = config.TextField("theme") is "dark" or "light" ? config.TextField("theme")! : "auto",
        AutoRefreshInterval = Whole(config.Field("autoRefreshInterval")) is { } seconds ? Math.Max(0, seconds) : 300,
        ShowTags = IsOn(config, "showTags", otherwise: false),
        CustomCss = config.TextField("customCSS"),
        FooterText = config.TextField("footerText"),
        ShowPoweredBy = IsOn(config, "showPoweredBy", otherwise: true),
        AnalyticsId = IsOld(config) ? config.TextField("googleAnalyticsId") : config.TextField("analyticsId"),
        AnalyticsScriptUrl = config.TextField("analyticsScriptUrl"),
        AnalyticsType = IsOld(config) ? "google"
            : config.Field("analyticsType").ValueKind == JsonValueKind.Null ? null
            : config.TextField("analyticsType") ?? "?",
        ShowCertificateExpiry = IsOn(config, "showCertificateExpiry", otherwise: false),
        ShowOnlyLastHeartbeat = IsOn(config, "showOnlyLastHeartbeat", otherwise: false),
        RssTitle = config.TextField("rssTitle"),
    };

    private static List<EditedGroup> Groups(JsonElement list) => list.ValueKind != JsonValueKind.Array ? [] :
    [
        .. list.EnumerateArray().Where(group => group.ValueKind == JsonValueKind.Object).Select(group => new EditedGroup(
            Id(group),
            group.TextField("name") ?? "",
            [.. Monitors(group.Field("monitorList"))])),
    ];

    /// <summary>A client may send whole monitors; only these three fields count.</summary>
    private static IEnumerable<LinkRow> Monitors(JsonElement list) => list.ValueKind != JsonValueKind.Array ? [] :
        from monitor in list.EnumerateArray()
        where Id(monitor) is not null
        select new LinkRow(new MonitorId(Id(monitor)!.Value), IsOn(monitor, "sendUrl", otherwise: false), monitor.TextField("url"));

    /// <summary>The id inside an object, a number or text; <c>null</c> when there is none.</summary>
    private static int? Id(JsonElement value) => Whole(value.Field("id"));

    /// <summary>Clients of 1.x know one kind of analytics, by a name of its own.</summary>
    private static bool IsOld(JsonElement config) =>
        !config.TryGetProperty("analyticsType", out _) && !config.TryGetProperty("analyticsId", out _) && config.TextField("googleAnalyticsId") is { Length: > 0 };

    private static int? Whole(JsonElement value) => value switch
    {
        { ValueKind: JsonValueKind.Number } given when given.TryGetInt32(out var number) => number,
        { ValueKind: JsonValueKind.String } given when int.TryParse(given.GetString(), CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static bool IsOn(JsonElement value, string name, bool otherwise) => value.Field(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.Field(name).GetDouble() != 0,
        _ => otherwise,
    };
}
