using Dapper;
using Kuma.Application.Users;
using Kuma.Domain.Common;
using Kuma.Domain.Users;
using Npgsql;

namespace Kuma.Infrastructure.Users;

/// <summary>The table <c>users</c>.</summary>
internal sealed class UserRepository(NpgsqlDataSource database) : IUserRepository
{
    private const string Columns = "id, username, password, active, twofa_secret, twofa_status, twofa_last_token";

    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition("select exists (select 1 from users)", cancellationToken: cancellationToken));
    }

    public Task<User?> FindFirstAsync(CancellationToken cancellationToken) =>
        FindAsync($"select {Columns} from users order by id limit 1", parameters: null, cancellationToken);

    public Task<User?> FindAsync(UserId id, CancellationToken cancellationToken) =>
        FindAsync($"select {Columns} from users where id = @id", new { id = id.Value }, cancellationToken);

    public Task<User?> FindByNameAsync(string username, CancellationToken cancellationToken) =>
        FindAsync($"select {Columns} from users where trim(username) = @username", new { username = username.Trim() }, cancellationToken);

    public async Task<UserId?> AddFirstAsync(string username, string passwordHash, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition("lock table users in exclusive mode", transaction: transaction, cancellationToken: cancellationToken));
        const string sql = """
            insert into users (username, password)
            select @username, @passwordHash where not exists (select 1 from users)
            returning id
            """;
        var id = await connection.ExecuteScalarAsync<int?>(
            new CommandDefinition(sql, new { username, passwordHash }, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return id is { } value ? new UserId(value) : null;
    }

    public Task SavePasswordAsync(UserId id, string passwordHash, CancellationToken cancellationToken) =>
        ExecuteAsync("update users set password = @passwordHash where id = @id", new { id = id.Value, passwordHash }, cancellationToken);

    public Task SaveTwoFactorAsync(UserId id, string? secret, bool enabled, CancellationToken cancellationToken) =>
        ExecuteAsync(
            "update users set twofa_secret = @secret, twofa_status = @enabled where id = @id",
            new { id = id.Value, secret, enabled },
            cancellationToken);

    public async Task<bool> UseTwoFactorTokenAsync(UserId id, string token, CancellationToken cancellationToken) =>
        await ExecuteAsync(
            "update users set twofa_last_token = @token where id = @id and twofa_last_token is distinct from @token",
            new { id = id.Value, token },
            cancellationToken) > 0;

    private async Task<User?> FindAsync(string sql, object? parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QueryFirstOrDefaultAsync<UserRow>(
            new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        return row is null
            ? null
            : new User(new UserId(row.Id), row.Username, row.Password, row.Active, row.TwofaSecret, row.TwofaStatus, row.TwofaLastToken);
    }

    private async Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }

    private sealed record UserRow(
        int Id, string Username, string Password, bool Active, string? TwofaSecret, bool TwofaStatus, string? TwofaLastToken);
}
