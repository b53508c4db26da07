using Dapper;
using Npgsql;

namespace Kuma.Infrastructure.Persistence;

/// <summary>One statement on a connection of its own.</summary>
internal static class SqlExtensions
{
    public static async Task<IReadOnlyList<T>> ListAsync<T>(
        this NpgsqlDataSource database, string sql, object? parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))];
    }

    public static async Task<T?> FindAsync<T>(
        this NpgsqlDataSource database, string sql, object? parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }

    /// <summary>Returns how many rows were touched.</summary>
    public static async Task<int> RunAsync(
        this NpgsqlDataSource database, string sql, object? parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }
}
