using Kuma.Application.StatusPages;
using Kuma.Domain.Common;

namespace Kuma.Infrastructure.StatusPages;

/// <summary>A row of <c>status_page</c>; Dapper fills it by column name.</summary>
internal sealed class PageRow
{
    public int Id { get; init; }

    public string Slug { get; init; } = "";

    public string Title { get; init; } = "";

    public string? Description { get; init; }

    public string Icon { get; init; } = "";

    public string Theme { get; init; } = "auto";

    public int? AutoRefreshInterval { get; init; }

    public bool Published { get; init; }

    public bool ShowTags { get; init; }

    public string? CustomCss { get; init; }

    public string? FooterText { get; init; }

    public bool ShowPoweredBy { get; init; }

    public string? AnalyticsId { get; init; }

    public string? AnalyticsScriptUrl { get; init; }

    public string? AnalyticsType { get; init; }

    public bool ShowCertificateExpiry { get; init; }

    public bool ShowOnlyLastHeartbeat { get; init; }

    public string? RssTitle { get; init; }

    public PublicPage ToPage() => new()
    {
        Id = new StatusPageId(Id),
        Slug = Slug,
        Title = Title,
        Description = Description,
        Icon = Icon,
        Theme = Theme,
        AutoRefreshInterval = AutoRefreshInterval ?? 300,
        Published = Published,
        ShowTags = ShowTags,
        CustomCss = CustomCss,
        FooterText = FooterText,
        ShowPoweredBy = ShowPoweredBy,
        AnalyticsId = AnalyticsId,
        AnalyticsScriptUrl = AnalyticsScriptUrl,
        AnalyticsType = AnalyticsType,
        ShowCertificateExpiry = ShowCertificateExpiry,
        ShowOnlyLastHeartbeat = ShowOnlyLastHeartbeat,
        RssTitle = RssTitle,
    };
}

/// <summary>A row of <c>incident</c>.</summary>
internal sealed class IncidentRow
{
    public int Id { get; init; }

    public int StatusPageId { get; init; }

    public string Style { get; init; } = "";

    public string Title { get; init; } = "";

    public string Content { get; init; } = "";

    public bool Pin { get; init; }

    public bool Active { get; init; }

    public DateTime CreatedDate { get; init; }

    public DateTime? LastUpdatedDate { get; init; }

    public PublicIncident ToIncident() => new(
        new IncidentId(Id),
        new StatusPageId(StatusPageId),
        Style,
        Title,
        Content,
        Pin,
        Active,
        new DateTimeOffset(CreatedDate, TimeSpan.Zero),
        LastUpdatedDate is { } updated ? new DateTimeOffset(updated, TimeSpan.Zero) : null);
}
