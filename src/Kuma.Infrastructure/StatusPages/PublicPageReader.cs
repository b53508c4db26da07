using Dapper;
using Kuma.Application.StatusPages;
using Kuma.Domain.Common;
using Npgsql;

namespace Kuma.Infrastructure.StatusPages;

/// <summary>Reads status pages for visitors.</summary>
internal sealed class PublicPageReader(NpgsqlDataSource database) : IPublicPageReader
{
    private const int HistoryLength = 10;

    public async Task<PageRows> ReadAllAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            select id, slug, title, description, icon, theme, auto_refresh_interval, published, show_tags, custom_css, footer_text,
                   show_powered_by, analytics_id, analytics_script_url, analytics_type, show_certificate_expiry, show_only_last_heartbeat,
                   rss_title
            from status_page
            order by id;

            select status_page_id, id, name, weight
            from page_group
            where public
            order by weight, id;

            select link.group_id, link.monitor_id, link.send_url, link.custom_url
            from monitor_group link
            join page_group on page_group.id = link.group_id and page_group.public
            order by link.weight, link.id;

            select id, status_page_id, style, title, content, pin, active, created_date, last_updated_date
            from incident
            where pin and active and status_page_id is not null
            order by created_date desc, id desc;

            select cname.domain, page.slug
            from status_page_cname cname
            join status_page page on page.id = cname.status_page_id
            order by cname.id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(sql, cancellationToken: cancellationToken));
        var pages = await results.ReadAsync<PageRow>();
        var groups = await results.ReadAsync<(int Page, int Id, string Name, int Weight)>();
        var links = await results.ReadAsync<(int Group, int Monitor, bool SendUrl, string? CustomUrl)>();
        var incidents = await results.ReadAsync<IncidentRow>();
        var domains = await results.ReadAsync<(string Domain, string Slug)>();
        return new PageRows(
            [.. pages.Select(page => page.ToPage())],
            groups.ToLookup(row => new StatusPageId(row.Page), row => new GroupRow(row.Id, row.Name, row.Weight)),
            links.ToLookup(row => row.Group, row => new LinkRow(new MonitorId(row.Monitor), row.SendUrl, row.CustomUrl)),
            incidents.ToLookup(row => new StatusPageId(row.StatusPageId), row => row.ToIncident()),
            domains.DistinctBy(row => row.Domain, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(row => row.Domain, row => row.Slug, StringComparer.OrdinalIgnoreCase));
    }

    public async Task<IncidentHistory> ReadHistoryAsync(StatusPageId page, IncidentCursor? after, CancellationToken cancellationToken)
    {
        const string sql = """
            select count(*)::integer from incident where status_page_id = @page;

            select id, status_page_id, style, title, content, pin, active, created_date, last_updated_date
            from incident
            where status_page_id = @page
              and (@second::timestamptz is null or (date_trunc('second', created_date), id) < (date_trunc('second', @second::timestamptz), @id))
            order by date_trunc('second', created_date) desc, id desc
            limit @limit
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(
            sql,
            new { page = page.Value, second = after?.Second.UtcDateTime, id = after?.Id?.Value ?? 0, limit = HistoryLength + 1 },
            cancellationToken: cancellationToken));
        var total = await results.ReadSingleAsync<int>();
        var incidents = (await results.ReadAsync<IncidentRow>()).Select(row => row.ToIncident()).ToList();
        return new IncidentHistory([.. incidents.Take(HistoryLength)], total, Next(incidents));
    }

    private static IncidentCursor? Next(List<PublicIncident> incidents)
    {
        if (incidents.Count <= HistoryLength)
        {
            return null;
        }

        var (last, following) = (incidents[HistoryLength - 1], Second(incidents[HistoryLength]));
        return new IncidentCursor(Second(last), following == Second(last) ? last.Id : null);
    }

    private static DateTimeOffset Second(PublicIncident incident) => DateTimeOffset.FromUnixTimeSeconds(incident.CreatedAt.ToUnixTimeSeconds());
}
