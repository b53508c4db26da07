using Kuma.Application.Tags;
using Kuma.Domain.Common;
using Kuma.Infrastructure.Persistence;
using Npgsql;

namespace Kuma.Infrastructure.Tags;

/// <summary>The tables <c>tag</c> and <c>monitor_tag</c>.</summary>
internal sealed class TagRepository(NpgsqlDataSource database) : ITagRepository
{
    public async Task<IReadOnlyList<Tag>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await database.ListAsync<(int Id, string Name, string Color)>(
            "select id, name, color from tag order by id", parameters: null, cancellationToken);
        return [.. rows.Select(row => new Tag(new TagId(row.Id), row.Name, row.Color))];
    }

    public async Task<Tag> AddAsync(string name, string color, CancellationToken cancellationToken)
    {
        const string sql = "insert into tag (name, color) values (@name, @color) returning id";
        var id = await database.FindAsync<int>(sql, new { name, color }, cancellationToken);
        return new Tag(new TagId(id), name, color);
    }

    public async Task<bool> SaveAsync(Tag tag, CancellationToken cancellationToken)
    {
        const string sql = "update tag set name = @name, color = @color where id = @id";
        return await database.RunAsync(sql, new { id = tag.Id.Value, name = tag.Name, color = tag.Color }, cancellationToken) > 0;
    }

    public Task DeleteAsync(TagId id, CancellationToken cancellationToken) =>
        database.RunAsync("delete from tag where id = @id", new { id = id.Value }, cancellationToken);

    public async Task<bool> LinkAsync(TagId tag, MonitorId monitor, string? value, CancellationToken cancellationToken)
    {
        const string sql = """
            insert into monitor_tag (tag_id, monitor_id, value)
            select tag.id, @monitor, @value from tag where tag.id = @tag
            """;
        return await database.RunAsync(sql, Link(tag, monitor, value), cancellationToken) > 0;
    }

    public Task SaveLinkAsync(TagId tag, MonitorId monitor, string? value, CancellationToken cancellationToken) =>
        database.RunAsync(
            "update monitor_tag set value = @value where tag_id = @tag and monitor_id = @monitor", Link(tag, monitor, value), cancellationToken);

    public Task UnlinkAsync(TagId tag, MonitorId monitor, string? value, CancellationToken cancellationToken) =>
        database.RunAsync(
            "delete from monitor_tag where tag_id = @tag and monitor_id = @monitor and value is not distinct from @value",
            Link(tag, monitor, value),
            cancellationToken);

    private static object Link(TagId tag, MonitorId monitor, string? value) => new { tag = tag.Value, monitor = monitor.Value, value };
}
