using Dapper;
using Kuma.Application.StatusPages;
using Kuma.Domain.Common;

namespace Kuma.Infrastructure.StatusPages;

/// <content>Incidents.</content>
internal sealed partial class StatusPageRepository
{
    public async Task<PublicIncident?> FindIncidentAsync(StatusPageId page, IncidentId id, CancellationToken cancellationToken)
    {
        const string sql = """
            select id, status_page_id, style, title, content, pin, active, created_date, last_updated_date
            from incident
            where id = @id and status_page_id = @page
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<IncidentRow>(
            new CommandDefinition(sql, new { id = id.Value, page = page.Value }, cancellationToken: cancellationToken));
        return row?.ToIncident();
    }

    public async Task<PublicIncident> AddIncidentAsync(PublicIncident incident, CancellationToken cancellationToken)
    {
        const string sql = """
            insert into incident (status_page_id, title, content, style, pin, active, created_date)
            values (@page, @Title, @Content, @Style, @Pin, @Active, @createdAt)
            returning id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var id = await connection.QuerySingleAsync<int>(new CommandDefinition(
            sql,
            new
            {
                page = incident.StatusPageId.Value, incident.Title, incident.Content, incident.Style, incident.Pin, incident.Active,
                createdAt = incident.CreatedAt.UtcDateTime,
            },
            cancellationToken: cancellationToken));
        return incident with { Id = new IncidentId(id) };
    }

    public Task SaveIncidentAsync(PublicIncident incident, CancellationToken cancellationToken)
    {
        const string sql = """
            update incident
            set title = @Title, content = @Content, style = @Style, pin = @Pin, active = @Active, last_updated_date = @updatedAt
            where id = @id
            """;
        return ExecuteAsync(
            sql,
            new
            {
                id = incident.Id.Value, incident.Title, incident.Content, incident.Style, incident.Pin, incident.Active,
                updatedAt = incident.UpdatedAt?.UtcDateTime,
            },
            cancellationToken);
    }

    public Task DeleteIncidentAsync(IncidentId id, CancellationToken cancellationToken) =>
        ExecuteAsync("delete from incident where id = @id", new { id = id.Value }, cancellationToken);

    public Task UnpinIncidentsAsync(StatusPageId page, CancellationToken cancellationToken) =>
        ExecuteAsync("update incident set pin = false where status_page_id = @page", new { page = page.Value }, cancellationToken);
}
