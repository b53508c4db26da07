using Dapper;
using Kuma.Application.Upkeep;
using Npgsql;

namespace Kuma.Infrastructure.Persistence;

/// <summary>Size and vacuum of the database.</summary>
internal sealed class DatabaseUpkeep(NpgsqlDataSource database) : IDatabaseUpkeep
{
    public async Task<long> SizeAsync(CancellationToken cancellationToken) =>
        await database.FindAsync<long>("select pg_database_size(current_database())", parameters: null, cancellationToken);

    public async Task ShrinkAsync(CancellationToken cancellationToken)
    {
        // Without full: checks go on being stored meanwhile.
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("vacuum", commandTimeout: 0, cancellationToken: cancellationToken));
    }
}
