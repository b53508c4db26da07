using Dapper;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using Npgsql;

namespace Kuma.Infrastructure.Monitors;

/// <summary>The link tables around monitors.</summary>
internal sealed class MonitorLinksReader(NpgsqlDataSource database) : IMonitorLinks
{
    public async Task<MonitorLinks> ReadAsync(IReadOnlyCollection<MonitorId>? ids, CancellationToken cancellationToken)
    {
        const string sql = """
            select monitor_id, notification_id
            from monitor_notification
            where @ids::integer[] is null or monitor_id = any(@ids)
            order by notification_id;

            select link.monitor_id, link.tag_id, tag.name, tag.color, link.value
            from monitor_tag link
            join tag on tag.id = link.tag_id
            where @ids::integer[] is null or link.monitor_id = any(@ids)
            order by tag.name, link.id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(
            new CommandDefinition(sql, new { ids = ids?.Select(id => id.Value).ToArray() }, cancellationToken: cancellationToken));
        var notifications = await results.ReadAsync<(int MonitorId, int NotificationId)>();
        var tags = await results.ReadAsync<(int MonitorId, int TagId, string Name, string Color, string? Value)>();
        return new MonitorLinks(
            notifications.ToLookup(row => new MonitorId(row.MonitorId), row => new NotificationId(row.NotificationId)),
            tags.ToLookup(row => new MonitorId(row.MonitorId), row => new MonitorTag(new TagId(row.TagId), row.Name, row.Color, row.Value)));
    }

    public async Task ReplaceNotificationsAsync(
        MonitorId id, IReadOnlyCollection<NotificationId> notifications, CancellationToken cancellationToken)
    {
        const string sql = """
            delete from monitor_notification where monitor_id = @id and notification_id <> all(@notifications);
            insert into monitor_notification (monitor_id, notification_id)
            select monitor.id, notification.id
            from notification
            join monitor on monitor.id = @id and monitor.user_id = notification.user_id
            where notification.id = any(@notifications)
            on conflict do nothing
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            sql,
            new { id = id.Value, notifications = notifications.Select(notification => notification.Value).ToArray() },
            transaction,
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }
}
