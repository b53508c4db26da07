using Dapper;
using Kuma.Domain.Common;
using Npgsql;

namespace Kuma.Infrastructure.Domains;

/// <summary>The table <c>domain_expiry</c>: what registries said, and of which day people were told.</summary>
internal sealed class DomainExpiries(NpgsqlDataSource database)
{
    public async Task<StoredExpiry?> FindAsync(string domain, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            "select last_check, expiry from domain_expiry where domain = @domain", new { domain }, cancellationToken: cancellationToken));
        return row is null ? null : new StoredExpiry(Utc(row.LastCheck), Utc(row.Expiry));
    }

    /// <summary>Remembers what a registry said. A domain that was prolonged is told of anew.</summary>
    public Task SaveAsync(string domain, DateTimeOffset? expiry, DateTimeOffset now, CancellationToken cancellationToken) => ExecuteAsync(
        """
        insert into domain_expiry as known (domain, last_check, expiry)
        values (@domain, @now, @expiry)
        on conflict (domain) do update
        set last_check = excluded.last_check, expiry = excluded.expiry,
            last_expiry_notification_sent = case when excluded.expiry > known.expiry then null else known.last_expiry_notification_sent end
        """,
        new { domain, now = now.UtcDateTime, expiry = expiry?.UtcDateTime },
        cancellationToken);

    /// <summary>
    /// Owes the monitor's notifications a message, once per domain and day: nothing happens when people were told of this day or a nearer one, or when
    /// no notification is linked. One statement, so the message and the memory are there together.
    /// </summary>
    public async Task<bool> TellAsync(MonitorId monitor, string domain, int day, string message, CancellationToken cancellationToken) =>
        await ExecuteAsync(
            """
            with due as (
                update domain_expiry
                set last_expiry_notification_sent = @day
                where domain = @domain and (last_expiry_notification_sent is null or last_expiry_notification_sent > @day)
                  and exists (select from monitor_notification where monitor_id = @monitor)
                returning domain)
            insert into notification_outbox (notification_id, monitor_id, message)
            select link.notification_id, link.monitor_id, @message
            from due, monitor_notification link
            where link.monitor_id = @monitor
            order by link.notification_id
            """,
            new { monitor = monitor.Value, domain, day, message },
            cancellationToken) > 0;

    private static DateTimeOffset? Utc(DateTime? value) => value is { } instant ? new DateTimeOffset(instant, TimeSpan.Zero) : null;

    private async Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }

    private sealed record Row(DateTime? LastCheck, DateTime? Expiry);
}

/// <summary>What is known of a domain: when its registry was last asked, and when the domain ends.</summary>
internal sealed record StoredExpiry(DateTimeOffset? LastCheck, DateTimeOffset? Expiry);
