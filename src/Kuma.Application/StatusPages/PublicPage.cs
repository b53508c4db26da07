using Kuma.Application.Monitors;
using Kuma.Domain.Common;

namespace Kuma.Application.StatusPages;

/// <summary>A status page as visitors may see it; nothing private is in it.</summary>
public sealed record PublicPage
{
    public required StatusPageId Id { get; init; }

    public required string Slug { get; init; }

    public required string Title { get; init; }

    /// <summary>Markdown.</summary>
    public string? Description { get; init; }

    /// <summary>As stored; empty means the product's icon.</summary>
    public string Icon { get; init; } = "";

    /// <summary><c>auto</c>, <c>light</c> or <c>dark</c>.</summary>
    public string Theme { get; init; } = "auto";

    /// <summary>Seconds.</summary>
    public int AutoRefreshInterval { get; init; }

    public bool Published { get; init; }

    public bool ShowTags { get; init; }

    public string? CustomCss { get; init; }

    /// <summary>Markdown.</summary>
    public string? FooterText { get; init; }

    public bool ShowPoweredBy { get; init; }

    public string? AnalyticsId { get; init; }

    public string? AnalyticsScriptUrl { get; init; }

    public string? AnalyticsType { get; init; }

    public bool ShowCertificateExpiry { get; init; }

    public bool ShowOnlyLastHeartbeat { get; init; }

    public string? RssTitle { get; init; }

    public IReadOnlyList<PublicGroup> Groups { get; init; } = [];

    /// <summary>The open, pinned ones, newest first.</summary>
    public IReadOnlyList<PublicIncident> Incidents { get; init; } = [];
}

/// <summary>A group of monitors on a page.</summary>
public sealed record PublicGroup(int Id, string Name, int Weight, IReadOnlyList<PublicMonitor> Monitors);

/// <summary>What a page says of a monitor besides its beats.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its kind of check.</param>
/// <param name="SendUrl">Whether the page links to its target.</param>
/// <param name="Url">The target, or the page's own for it; <c>null</c> unless <paramref name="SendUrl"/>.</param>
/// <param name="Tags">Its tags by name; empty unless the page shows tags.</param>
public sealed record PublicMonitor(MonitorId Id, string Name, string Type, bool SendUrl, string? Url, IReadOnlyList<PublicTag> Tags);

/// <summary>A tag of a monitor, with the id of the tag.</summary>
public sealed record PublicTag(MonitorId MonitorId, MonitorTag Tag);

/// <summary>A report to visitors.</summary>
public sealed record PublicIncident(
    IncidentId Id,
    StatusPageId StatusPageId,
    string Style,
    string Title,
    string Content,
    bool Pin,
    bool Active,
    DateTimeOffset CreatedAt,
    DateTimeOffset? UpdatedAt);

/// <summary>One page of a status page's incidents, newest first.</summary>
/// <param name="Incidents">At most ten.</param>
/// <param name="Total">How many the page has in all.</param>
/// <param name="Next">Where the next page begins; <c>null</c> when no older ones follow.</param>
public sealed record IncidentHistory(IReadOnlyList<PublicIncident> Incidents, int Total, IncidentCursor? Next)
{
    /// <summary>Whether older ones follow.</summary>
    public bool HasMore => Next is not null;
}

/// <summary>Where a page of incidents ended. Incidents are told apart by the second they began in, which is what clients see, then by their id.</summary>
/// <param name="Second">The second in which the last one shown began.</param>
/// <param name="Id">The last one shown, when others of its second follow; <c>null</c> when its second is over.</param>
public readonly record struct IncidentCursor(DateTimeOffset Second, IncidentId? Id = null);
