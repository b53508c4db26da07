using Kuma.Application.Common;
using Kuma.Infrastructure.Persistence;
using Npgsql;

namespace Kuma.Infrastructure.Notifications.Outbox;

/// <summary>A message that is owed, with the settings of its target.</summary>
/// <param name="Attempts">How often it was tried, this time included.</param>
internal sealed record OutboxRow(
    long Id, int NotificationId, int? MonitorId, string NotificationName, string Config, string Message, string? Monitor, string? Heartbeat, int Attempts);

/// <summary>
/// The table <c>notification_outbox</c>. A claimed row is hidden for a while (its lease) by moving its next attempt: when the node dies, it comes
/// up again by itself. All times are the database's, so that nodes need not agree on the time.
/// </summary>
internal sealed class OutboxStore(NpgsqlDataSource database, ISecretProtector protector, NotificationOptions options)
{
    /// <summary>
    /// Takes rows that are due, oldest first. Messages of one monitor to one notification go out in their order: only the first of them can be
    /// taken, so a recovery never overtakes its outage.
    /// </summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="perTarget">How many at most to one notification.</param>
    /// <param name="busy">Notifications that are to be passed over.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<IReadOnlyList<OutboxRow>> ClaimAsync(int limit, int perTarget, int[] busy, CancellationToken cancellationToken)
    {
        const string sql = """
            with first as (
                select distinct on (notification_id, monitor_id) id, notification_id, next_attempt
                from notification_outbox
                where not given_up
                order by notification_id, monitor_id, id
            ),
            placed as (
                select id, row_number() over (partition by notification_id order by id) as place
                from first
                where next_attempt <= now() and notification_id <> all(@busy)
            ),
            taken as (
                select o.id
                from notification_outbox o
                join placed using (id)
                where placed.place <= @perTarget and o.next_attempt <= now() and not o.given_up
                order by o.id
                limit @limit
                for update of o skip locked
            )
            update notification_outbox o
            set attempts = o.attempts + 1, next_attempt = now() + @lease
            from taken, notification n
            where o.id = taken.id and n.id = o.notification_id
            returning o.id, o.notification_id, o.monitor_id, n.name as notification_name, n.config, o.message, o.monitor::text as monitor,
                      o.heartbeat::text as heartbeat, o.attempts
            """;
        var rows = await database.ListAsync<OutboxRow>(sql, new { limit, perTarget, busy, lease = options.Lease }, cancellationToken);
        return [.. rows.OrderBy(row => row.Id)];
    }

    /// <summary>The settings of a claimed row's target, readable.</summary>
    public string Settings(OutboxRow row) => protector.Unprotect(row.Config);

    public Task DeliveredAsync(long id, CancellationToken cancellationToken) =>
        database.RunAsync("delete from notification_outbox where id = @id", new { id }, cancellationToken);

    /// <summary>Tries again after the pause.</summary>
    public Task FailedAsync(long id, string error, TimeSpan pause, CancellationToken cancellationToken) => database.RunAsync(
        "update notification_outbox set last_error = @error, next_attempt = now() + @pause where id = @id",
        new { id, error = Short(error), pause },
        cancellationToken);

    /// <summary>Tries no more; the row stays for a look.</summary>
    public Task GivenUpAsync(long id, string error, CancellationToken cancellationToken) => database.RunAsync(
        "update notification_outbox set last_error = @error, given_up = true where id = @id",
        new { id, error = Short(error) },
        cancellationToken);

    /// <summary>Puts a row back as if it had not been taken.</summary>
    public Task PutBackAsync(long id, TimeSpan pause, CancellationToken cancellationToken) => database.RunAsync(
        "update notification_outbox set attempts = greatest(attempts - 1, 0), next_attempt = now() + @pause where id = @id",
        new { id, pause },
        cancellationToken);

    /// <summary>Gives up what has become too old, and removes what was given up long ago. Returns how many were given up.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        const string sweep = """
            update notification_outbox
            set given_up = true, last_error = coalesce(last_error, 'too old when it could be sent')
            where not given_up and created_date < now() - @age and next_attempt <= now()
            """;
        const string remove = "delete from notification_outbox where given_up and created_date < now() - @keep";
        await database.RunAsync(remove, new { keep = options.KeepGivenUp + options.MaxAge }, cancellationToken);
        return await database.RunAsync(sweep, new { age = options.MaxAge }, cancellationToken);
    }

    // PostgreSQL knows no NUL in text.
    private static string Short(string error) => (error.Length > 1000 ? error[..1000] : error).Replace("\0", "", StringComparison.Ordinal);
}
