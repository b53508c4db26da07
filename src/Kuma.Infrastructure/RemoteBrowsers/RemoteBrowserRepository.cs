using Kuma.Application.RemoteBrowsers;
using Kuma.Domain.Common;
using Kuma.Infrastructure.Persistence;
using Npgsql;

namespace Kuma.Infrastructure.RemoteBrowsers;

/// <summary>The table <c>remote_browser</c>.</summary>
internal sealed class RemoteBrowserRepository(NpgsqlDataSource database) : IRemoteBrowserRepository
{
    public async Task<IReadOnlyList<RemoteBrowser>> ListAsync(UserId owner, CancellationToken cancellationToken)
    {
        const string sql = """
            select id, name, url
            from remote_browser
            where user_id = @owner
            order by id
            """;
        var rows = await database.ListAsync<Row>(sql, new { owner = owner.Value }, cancellationToken);
        return [.. rows.Select(row => new RemoteBrowser(new RemoteBrowserId(row.Id), owner, row.Name, row.Url))];
    }

    public async Task<RemoteBrowserId?> SaveAsync(RemoteBrowser item, CancellationToken cancellationToken)
    {
        const string insert = """
            insert into remote_browser (user_id, name, url)
            values (@owner, @Name, @Url)
            returning id
            """;
        const string update = """
            update remote_browser
            set name = @Name, url = @Url
            where id = @id and user_id = @owner
            returning id
            """;
        var parameters = new { id = item.Id.Value, owner = item.Owner.Value, item.Name, item.Url };
        return await database.FindAsync<int?>(item.Id.Value == 0 ? insert : update, parameters, cancellationToken) is { } id
            ? new RemoteBrowserId(id)
            : null;
    }

    public async Task<bool> DeleteAsync(RemoteBrowserId id, UserId owner, CancellationToken cancellationToken) =>
        await database.RunAsync(
            "delete from remote_browser where id = @id and user_id = @owner", new { id = id.Value, owner = owner.Value }, cancellationToken) > 0;

    private sealed record Row(int Id, string Name, string Url);
}
