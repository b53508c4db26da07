using Dapper;
using Kuma.Application.Maintenance;
using Kuma.Domain.Common;
using Kuma.Domain.Maintenance;
using Kuma.Infrastructure.Persistence;
using Npgsql;

namespace Kuma.Infrastructure.Maintenance;

/// <summary>The table <c>maintenance</c> and its links to monitors and pages.</summary>
internal sealed class MaintenanceRepository(NpgsqlDataSource database) : IMaintenanceRepository
{
    public Task<IReadOnlyList<StoredMaintenance>> ListAsync(CancellationToken cancellationToken) => ReadAsync(id: null, cancellationToken);

    public async Task<StoredMaintenance?> FindAsync(MaintenanceId id, CancellationToken cancellationToken) =>
        (await ReadAsync(id.Value, cancellationToken)).FirstOrDefault();

    public async Task<MaintenanceId> AddAsync(MaintenancePlan plan, CancellationToken cancellationToken)
    {
        const string sql = """
            insert into maintenance (user_id, title, description, active, strategy, start_date, end_date, start_time, end_time, weekdays,
                days_of_month, interval_day, cron, timezone, duration)
            values (@UserId, @Title, @Description, @Active, @Strategy, @StartDate, @EndDate, @StartTime, @EndTime, @Weekdays::json,
                @DaysOfMonth::json, @IntervalDay, @Cron, @Timezone, @Duration)
            returning id
            """;
        return new MaintenanceId(await database.FindAsync<int>(sql, MaintenanceRow.Of(plan), cancellationToken));
    }

    public Task SaveAsync(MaintenancePlan plan, CancellationToken cancellationToken)
    {
        const string sql = """
            update maintenance
            set title = @Title, description = @Description, active = @Active, strategy = @Strategy, start_date = @StartDate,
                end_date = @EndDate, start_time = @StartTime, end_time = @EndTime, weekdays = @Weekdays::json,
                days_of_month = @DaysOfMonth::json, interval_day = @IntervalDay, cron = @Cron, timezone = @Timezone, duration = @Duration,
                last_start_date = @LastStartDate
            where id = @Id
            """;
        return database.RunAsync(sql, MaintenanceRow.Of(plan), cancellationToken);
    }

    public Task SaveActiveAsync(MaintenancePlan plan, CancellationToken cancellationToken) =>
        database.RunAsync("update maintenance set active = @active where id = @id", new { id = plan.Id.Value, active = plan.Active }, cancellationToken);

    public Task SaveLastStartAsync(MaintenanceId id, DateTimeOffset lastStart, CancellationToken cancellationToken) =>
        database.RunAsync(
            "update maintenance set last_start_date = @at where id = @id", new { id = id.Value, at = lastStart.UtcDateTime }, cancellationToken);

    public Task DeleteAsync(MaintenanceId id, CancellationToken cancellationToken) =>
        database.RunAsync("delete from maintenance where id = @id", new { id = id.Value }, cancellationToken);

    public Task ReplaceMonitorsAsync(
        MaintenanceId id, UserId owner, IReadOnlyCollection<MonitorId> monitors, CancellationToken cancellationToken)
    {
        const string sql = """
            delete from monitor_maintenance where maintenance_id = @id and monitor_id <> all(@monitors);
            insert into monitor_maintenance (monitor_id, maintenance_id)
            select monitor.id, @id from monitor where monitor.id = any(@monitors) and monitor.user_id = @owner
            on conflict do nothing
            """;
        return ReplaceAsync(
            sql, new { id = id.Value, owner = owner.Value, monitors = monitors.Select(monitor => monitor.Value).ToArray() }, cancellationToken);
    }

    public Task ReplacePagesAsync(MaintenanceId id, IReadOnlyCollection<StatusPageId> pages, CancellationToken cancellationToken)
    {
        const string sql = """
            delete from maintenance_status_page where maintenance_id = @id and status_page_id <> all(@pages);
            insert into maintenance_status_page (status_page_id, maintenance_id)
            select status_page.id, @id from status_page where status_page.id = any(@pages)
            on conflict do nothing
            """;
        return ReplaceAsync(sql, new { id = id.Value, pages = pages.Select(page => page.Value).ToArray() }, cancellationToken);
    }

    public async Task<IReadOnlyList<AnnouncingPage>> ListPagesAsync(MaintenanceId id, CancellationToken cancellationToken)
    {
        const string sql = """
            select page.id, page.title
            from maintenance_status_page link
            join status_page page on page.id = link.status_page_id
            where link.maintenance_id = @id
            order by page.id
            """;
        var rows = await database.ListAsync<(int Id, string Title)>(sql, new { id = id.Value }, cancellationToken);
        return [.. rows.Select(row => new AnnouncingPage(new StatusPageId(row.Id), row.Title))];
    }

    private async Task ReplaceAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<StoredMaintenance>> ReadAsync(int? id, CancellationToken cancellationToken)
    {
        const string sql = """
            select id, user_id, title, description, active, strategy, start_date, end_date, start_time, end_time, weekdays::text as weekdays,
                days_of_month::text as days_of_month, interval_day, cron, timezone, duration, last_start_date
            from maintenance
            where @id::integer is null or id = @id
            order by id;

            select maintenance_id, monitor_id
            from monitor_maintenance
            where @id::integer is null or maintenance_id = @id
            order by monitor_id;

            select maintenance_id, status_page_id
            from maintenance_status_page
            where @id::integer is null or maintenance_id = @id
            order by status_page_id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(sql, new { id }, cancellationToken: cancellationToken));
        var rows = await results.ReadAsync<MaintenanceRow>();
        var monitors = (await results.ReadAsync<(int Id, int Monitor)>()).ToLookup(row => row.Id, row => new MonitorId(row.Monitor));
        var pages = (await results.ReadAsync<(int Id, int Page)>()).ToLookup(row => row.Id, row => new StatusPageId(row.Page));
        return [.. rows.Select(row => new StoredMaintenance(row.ToPlan(), [.. monitors[row.Id]], [.. pages[row.Id]]))];
    }
}
