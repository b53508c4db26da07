using System.Globalization;
using Dapper;
using Kuma.Application.Common;
using Npgsql;

namespace Kuma.Infrastructure.Persistence;

/// <summary>Brings the database to this program's schema: numbered files, each in a transaction, forward only, one program at a time.</summary>
internal static class Migrator
{
    private const long AdvisoryLock = 0x4B756D61; // "Kuma"
    private const string Prefix = "Kuma.Infrastructure.Persistence.Migrations.";

    /// <summary>Runs what is missing.</summary>
    /// <exception cref="StartupException">The database was made by a newer program.</exception>
    public static async Task RunAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("select pg_advisory_lock(@key)", new { key = AdvisoryLock });
        try
        {
            await MigrateAsync(connection, cancellationToken);
        }
        finally
        {
            await connection.ExecuteAsync("select pg_advisory_unlock(@key)", new { key = AdvisoryLock });
        }
    }

    private static async Task MigrateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            """
            create table if not exists schema_version (
                number integer primary key,
                name text not null,
                applied timestamptz not null default now()
            )
            """);
        var current = await connection.ExecuteScalarAsync<int>("select coalesce(max(number), 0) from schema_version");
        var migrations = All();
        if (current > migrations[^1].Number)
        {
            throw new StartupException(
                $"The database has schema version {current}, but this Kuma knows only {migrations[^1].Number}: start a newer Kuma, or restore an older backup.");
        }

        foreach (var migration in migrations.Where(m => m.Number > current))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using (var command = new NpgsqlCommand(migration.Sql, connection, transaction) { CommandTimeout = 0 })
            {
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            await connection.ExecuteAsync(
                "insert into schema_version (number, name) values (@Number, @Name)", new { migration.Number, migration.Name }, transaction);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private static List<Migration> All()
    {
        var assembly = typeof(Migrator).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                var file = name[Prefix.Length..^".sql".Length];
                return new Migration(int.Parse(file[..4], CultureInfo.InvariantCulture), file[5..], reader.ReadToEnd());
            })
            .OrderBy(migration => migration.Number)];
    }

    private sealed record Migration(int Number, string Name, string Sql);
}
