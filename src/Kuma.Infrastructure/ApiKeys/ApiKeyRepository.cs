using Kuma.Application.ApiKeys;
using Kuma.Domain.Common;
using Kuma.Infrastructure.Persistence;
using Npgsql;

namespace Kuma.Infrastructure.ApiKeys;

/// <summary>The table <c>api_key</c>.</summary>
internal sealed class ApiKeyRepository(NpgsqlDataSource database, ApiKeyExpiry expiry) : IApiKeyRepository
{
    public async Task<IReadOnlyList<ApiKey>> ListAsync(UserId owner, CancellationToken cancellationToken)
    {
        const string sql = """
            select id, name, to_char(created_date at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as created_date, active, expires
            from api_key
            where user_id = @owner
            order by id
            """;
        var rows = await database.ListAsync<(int Id, string Name, string CreatedDate, bool Active, string? Expires)>(
            sql, new { owner = owner.Value }, cancellationToken);
        return
        [
            .. rows.Select(row => new ApiKey(
                new ApiKeyId(row.Id), owner, row.Name, row.CreatedDate, row.Active, row.Expires, expiry.HasExpired(row.Expires))),
        ];
    }

    public async Task<ApiKeyId> AddAsync(
        UserId owner, string name, string secretHash, bool active, string? expires, CancellationToken cancellationToken)
    {
        const string sql = """
            insert into api_key (user_id, key, name, active, expires)
            values (@owner, @secretHash, @name, @active, @expires)
            returning id
            """;
        return new ApiKeyId(
            await database.FindAsync<int>(sql, new { owner = owner.Value, secretHash, name, active, expires }, cancellationToken));
    }

    public Task SetActiveAsync(ApiKeyId id, UserId owner, bool active, CancellationToken cancellationToken) =>
        database.RunAsync(
            "update api_key set active = @active where id = @id and user_id = @owner",
            new { id = id.Value, owner = owner.Value, active },
            cancellationToken);

    public Task DeleteAsync(ApiKeyId id, UserId owner, CancellationToken cancellationToken) =>
        database.RunAsync(
            "delete from api_key where id = @id and user_id = @owner", new { id = id.Value, owner = owner.Value }, cancellationToken);
}
