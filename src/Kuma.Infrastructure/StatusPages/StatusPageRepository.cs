using Dapper;
using Kuma.Application.StatusPages;
using Kuma.Domain.Common;
using Npgsql;

namespace Kuma.Infrastructure.StatusPages;

/// <summary>Status pages as their editors see them.</summary>
internal sealed partial class StatusPageRepository(NpgsqlDataSource database) : IStatusPageRepository
{
    private const string PageColumns = """
        select id, slug, title, description, icon, theme, auto_refresh_interval, published, show_tags, custom_css, footer_text,
               show_powered_by, analytics_id, analytics_script_url, analytics_type, show_certificate_expiry, show_only_last_heartbeat, rss_title
        from status_page
        """;

    public Task<IReadOnlyList<EditedPage>> ListAsync(CancellationToken cancellationToken) => ReadAsync(slug: null, cancellationToken);

    public async Task<EditedPage?> FindAsync(string slug, CancellationToken cancellationToken) =>
        (await ReadAsync(slug, cancellationToken)) is [var page, ..] ? page : null;

    public async Task<StatusPageId?> AddAsync(string title, string slug, CancellationToken cancellationToken)
    {
        const string sql = """
            insert into status_page (title, slug) values (@title, @slug)
            on conflict (lower(slug)) do nothing
            returning id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var id = await connection.QuerySingleOrDefaultAsync<int?>(new CommandDefinition(sql, new { title, slug }, cancellationToken: cancellationToken));
        return id is { } added ? new StatusPageId(added) : null;
    }

    public async Task<IReadOnlyList<int>?> SaveAsync(
        EditedPage page, IReadOnlyList<EditedGroup> groups, UserId editor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await SaveFieldsAsync(transaction, page.Page, cancellationToken);
            await SaveDomainsAsync(transaction, page, cancellationToken);
            var ids = await SaveGroupsAsync(transaction, page.Page.Id, groups, editor, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return ids;
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "status_page_slug" })
        {
            return null;
        }
    }

    public Task DeleteAsync(StatusPageId id, CancellationToken cancellationToken) =>
        ExecuteAsync("delete from status_page where id = @id", new { id = id.Value }, cancellationToken);

    private static async Task SaveFieldsAsync(NpgsqlTransaction transaction, PublicPage page, CancellationToken cancellationToken)
    {
        const string sql = """
            update status_page
            set slug = @Slug, title = @Title, description = @Description, icon = @Icon, theme = @Theme, show_tags = @ShowTags,
                auto_refresh_interval = @AutoRefreshInterval, custom_css = @CustomCss, footer_text = @FooterText,
                show_powered_by = @ShowPoweredBy, analytics_id = @AnalyticsId, analytics_script_url = @AnalyticsScriptUrl,
                analytics_type = @AnalyticsType, show_certificate_expiry = @ShowCertificateExpiry,
                show_only_last_heartbeat = @ShowOnlyLastHeartbeat, rss_title = @RssTitle, modified_date = now()
            where id = @id
            """;
        var parameters = new
        {
            id = page.Id.Value, page.Slug, page.Title, page.Description, page.Icon, page.Theme, page.ShowTags, page.AutoRefreshInterval, page.CustomCss,
            page.FooterText, page.ShowPoweredBy, page.AnalyticsId, page.AnalyticsScriptUrl, page.AnalyticsType, page.ShowCertificateExpiry,
            page.ShowOnlyLastHeartbeat, page.RssTitle,
        };
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));
    }

    private static async Task SaveDomainsAsync(NpgsqlTransaction transaction, EditedPage page, CancellationToken cancellationToken)
    {
        const string sql = """
            delete from status_page_cname where status_page_id = @id or lower(domain) = any(@domains);
            insert into status_page_cname (status_page_id, domain)
            select @id, domain from unnest(@domains) with ordinality as given (domain, place) order by place
            """;
        var domains = page.Domains.Select(domain => domain.Trim().ToLowerInvariant()).Where(domain => domain.Length > 0).Distinct().ToArray();
        await transaction.Connection!.ExecuteAsync(
            new CommandDefinition(sql, new { id = page.Page.Id.Value, domains }, transaction, cancellationToken: cancellationToken));
    }

    private static async Task<List<int>> SaveGroupsAsync(
        NpgsqlTransaction transaction, StatusPageId page, IReadOnlyList<EditedGroup> groups, UserId editor, CancellationToken cancellationToken)
    {
        const string update = """
            update page_group set name = @name, weight = @weight, public = true
            where id = @known and status_page_id = @page
            returning id
            """;
        const string insert = """
            insert into page_group (status_page_id, name, public, weight) values (@page, @name, true, @weight)
            returning id
            """;
        const string link = """
            delete from monitor_group where group_id = @id;
            insert into monitor_group (group_id, monitor_id, weight, send_url, custom_url)
            select @id, given.monitor_id, given.place, given.send_url, given.custom_url
            from unnest(@monitors, @sendUrls, @customUrls) with ordinality as given (monitor_id, send_url, custom_url, place)
            join monitor on monitor.id = given.monitor_id
            where monitor.user_id = @editor or monitor.id = any(@shown)
            """;

        // Pages belong to all users: what another one has put there stays, but nobody shows another's monitors anew.
        const string onPage = """
            select monitor_group.monitor_id
            from monitor_group
            join page_group on page_group.id = monitor_group.group_id
            where page_group.status_page_id = @page
            """;
        var connection = transaction.Connection!;
        var shown = (await connection.QueryAsync<int>(
            new CommandDefinition(onPage, new { page = page.Value }, transaction, cancellationToken: cancellationToken))).ToArray();
        var ids = new List<int>(groups.Count);
        foreach (var group in groups)
        {
            var row = new { page = page.Value, known = group.Id, name = group.Name, weight = ids.Count + 1 };
            var id = (group.Id is null || ids.Contains(group.Id.Value) ? null : await connection.QuerySingleOrDefaultAsync<int?>(
                    new CommandDefinition(update, row, transaction, cancellationToken: cancellationToken)))
                ?? await connection.QuerySingleAsync<int>(new CommandDefinition(insert, row, transaction, cancellationToken: cancellationToken));
            ids.Add(id);
            var links = new
            {
                id,
                editor = editor.Value,
                shown,
                monitors = group.Monitors.Select(monitor => monitor.MonitorId.Value).ToArray(),
                sendUrls = group.Monitors.Select(monitor => monitor.SendUrl).ToArray(),
                customUrls = group.Monitors.Select(monitor => monitor.CustomUrl).ToArray(),
            };
            await connection.ExecuteAsync(new CommandDefinition(link, links, transaction, cancellationToken: cancellationToken));
        }

        await connection.ExecuteAsync(new CommandDefinition(
            "delete from page_group where status_page_id = @page and id <> all(@ids)",
            new { page = page.Value, ids = ids.ToArray() },
            transaction,
            cancellationToken: cancellationToken));
        return ids;
    }

    private async Task<IReadOnlyList<EditedPage>> ReadAsync(string? slug, CancellationToken cancellationToken)
    {
        const string sql = $"""
            {PageColumns}
            where @slug::text is null or lower(slug) = lower(@slug)
            order by id;

            select status_page_id, domain from status_page_cname order by id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(sql, new { slug }, cancellationToken: cancellationToken));
        var pages = (await results.ReadAsync<PageRow>()).ToList();
        var domains = (await results.ReadAsync<(int Page, string Domain)>()).ToLookup(row => row.Page, row => row.Domain);
        return [.. pages.Select(page => new EditedPage(page.ToPage(), [.. domains[page.Id]]))];
    }

    private async Task ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }
}
