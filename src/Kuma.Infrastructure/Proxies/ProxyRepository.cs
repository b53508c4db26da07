using Dapper;
using Kuma.Application.Proxies;
using Kuma.Domain.Common;
using Kuma.Infrastructure.Persistence;
using Npgsql;

namespace Kuma.Infrastructure.Proxies;

/// <summary>The table <c>proxy</c>.</summary>
internal sealed class ProxyRepository(NpgsqlDataSource database) : IProxyRepository
{
    public async Task<IReadOnlyList<Proxy>> ListAsync(UserId owner, CancellationToken cancellationToken)
    {
        const string sql = """
            select id, protocol, host, port, auth, username, password, active, is_default,
                to_char(created_date at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as created_date
            from proxy
            where user_id = @owner
            order by id
            """;
        var rows = await database.ListAsync<Row>(sql, new { owner = owner.Value }, cancellationToken);
        return [.. rows.Select(row => row.ToProxy(owner))];
    }

    public async Task<Proxy?> FindAsync(ProxyId id, CancellationToken cancellationToken)
    {
        const string sql = """
            select id, protocol, host, port, auth, username, password, active, is_default,
                to_char(created_date at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as created_date, coalesce(user_id, 0) as user_id
            from proxy
            where id = @id
            """;
        var row = (await database.ListAsync<OwnedRow>(sql, new { id = id.Value }, cancellationToken)).SingleOrDefault();
        return row is null ? null : new Proxy(
            new ProxyId(row.Id), new UserId(row.UserId), row.Protocol, row.Host, row.Port, row.Auth, row.Username, row.Password, row.Active, row.IsDefault,
            row.CreatedDate);
    }

    public async Task<ProxyId?> SaveAsync(Proxy item, CancellationToken cancellationToken)
    {
        const string insert = """
            insert into proxy (user_id, protocol, host, port, auth, username, password, active, is_default)
            values (@owner, @Protocol, @Host, @Port, @Auth, @Username, @Password, @Active, @IsDefault)
            returning id
            """;
        const string update = """
            update proxy
            set protocol = @Protocol, host = @Host, port = @Port, auth = @Auth, username = @Username, password = @Password,
                active = @Active, is_default = @IsDefault
            where id = @id and user_id = @owner
            returning id
            """;
        const string others = "update proxy set is_default = false where user_id = @owner and id <> @saved and is_default";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var owner = item.Owner.Value;
        var parameters = new
        {
            id = item.Id.Value, owner, item.Protocol, item.Host, item.Port, item.Auth, item.Username, item.Password, item.Active, item.IsDefault,
        };
        var saved = await connection.QuerySingleOrDefaultAsync<int?>(
            new CommandDefinition(item.Id.Value == 0 ? insert : update, parameters, transaction, cancellationToken: cancellationToken));
        if (saved is not null && item.IsDefault)
        {
            await connection.ExecuteAsync(new CommandDefinition(others, new { owner, saved }, transaction, cancellationToken: cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
        return saved is { } id ? new ProxyId(id) : null;
    }

    public async Task<bool> DeleteAsync(ProxyId id, UserId owner, CancellationToken cancellationToken) =>
        await database.RunAsync(
            "delete from proxy where id = @id and user_id = @owner", new { id = id.Value, owner = owner.Value }, cancellationToken) > 0;

    public Task ApplyToAllAsync(ProxyId id, UserId owner, CancellationToken cancellationToken) =>
        database.RunAsync(
            "update monitor set proxy_id = @id where user_id = @owner", new { id = id.Value, owner = owner.Value }, cancellationToken);

    private sealed record Row(
        int Id, string Protocol, string Host, int Port, bool Auth, string? Username, string? Password, bool Active, bool IsDefault, string CreatedDate)
    {
        public Proxy ToProxy(UserId owner) =>
            new(new ProxyId(Id), owner, Protocol, Host, Port, Auth, Username, Password, Active, IsDefault, CreatedDate);
    }

    private sealed record OwnedRow(
        int Id, string Protocol, string Host, int Port, bool Auth, string? Username, string? Password, bool Active, bool IsDefault, string CreatedDate,
        int UserId);
}
