using System.Globalization;
using Dapper;
using Npgsql;

namespace Kuma.Infrastructure.Heartbeats;

/// <summary>The heartbeat table's partitions, one per UTC month: made ahead of time, dropped as a whole when they are too old.</summary>
internal sealed class HeartbeatPartitions(NpgsqlDataSource database, TimeProvider time)
{
    private const int MonthsAhead = 2;
    private const string Prefix = "heartbeat_y";

    /// <summary>Makes the partitions of this month and the next ones.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var month = new DateTime(now.Year, now.Month, 1, 0, 0, 0, DateTimeKind.Utc);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var existing = (await ListAsync(connection, cancellationToken)).ToHashSet();
        for (var i = 0; i <= MonthsAhead; i++)
        {
            if (!existing.Contains(month.AddMonths(i)))
            {
                await CreateAsync(connection, month.AddMonths(i), cancellationToken);
            }
        }
    }

    /// <summary>Drops the partitions that hold nothing newer than <paramref name="before"/>.</summary>
    public async Task DropBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        foreach (var month in await ListAsync(connection, cancellationToken))
        {
            if (month.AddMonths(1) <= before.UtcDateTime)
            {
                await connection.ExecuteAsync(new CommandDefinition($"drop table {Name(month)}", cancellationToken: cancellationToken));
            }
        }
    }

    private static string Name(DateTime month) => Prefix + month.ToString("yyyy'm'MM", CultureInfo.InvariantCulture);

    private static async Task<IEnumerable<DateTime>> ListAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string sql = """
            select child.relname
            from pg_inherits
            join pg_class child on child.oid = pg_inherits.inhrelid
            where pg_inherits.inhparent = 'heartbeat'::regclass and child.relname like 'heartbeat\_y%'
            order by child.relname
            """;
        var names = await connection.QueryAsync<string>(new CommandDefinition(sql, cancellationToken: cancellationToken));
        return names.Select(name => DateTime.ParseExact(
            name[Prefix.Length..], "yyyy'm'MM", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal));
    }

    /// <summary>Beats that the default partition took for that month move into it, else it could not be attached.</summary>
    private static async Task CreateAsync(NpgsqlConnection connection, DateTime month, CancellationToken cancellationToken)
    {
        var (from, to) = (Literal(month), Literal(month.AddMonths(1)));
        var name = Name(month);
        var sql = $"""
            lock table heartbeat in access exclusive mode;
            create table {name} (like heartbeat including defaults including constraints);
            with moved as (delete from heartbeat_default where time >= {from} and time < {to} returning *)
            insert into {name} select * from moved;
            alter table heartbeat attach partition {name} for values from ({from}) to ({to});
            """;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, transaction: transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    private static string Literal(DateTime month) => $"'{month.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} 00:00:00+00'";
}
