using Kuma.Domain.Common;
using Kuma.Infrastructure.Persistence;
using Npgsql;

namespace Kuma.Infrastructure.Notifications;

/// <summary>Owes expiry notices to a monitor's notifications and remembers it, both or neither.</summary>
internal sealed class ExpiryNoticeStore(NpgsqlDataSource database)
{
    /// <summary>Returns how many messages are owed: none when one for this day or a nearer one went out before, or nobody is to be told.</summary>
    public Task<int> OweCertificateAsync(MonitorId monitor, int day, string message, CancellationToken cancellationToken)
    {
        const string sql = """
            with told as (
                insert into notification_sent_history (type, monitor_id, days)
                select 'certificate', @monitor, @day
                where exists (select from monitor_notification where monitor_id = @monitor)
                  and not exists (
                      select from notification_sent_history where type = 'certificate' and monitor_id = @monitor and days <= @day)
                on conflict do nothing
                returning monitor_id
            )
            insert into notification_outbox (notification_id, monitor_id, message)
            select link.notification_id, link.monitor_id, @message
            from monitor_notification link
            join told on told.monitor_id = link.monitor_id
            order by link.notification_id
            """;
        return database.RunAsync(sql, new { monitor = monitor.Value, day, message }, cancellationToken);
    }

    /// <summary>As for certificates; a domain's memory is shared by all monitors on it.</summary>
    public Task<int> OweDomainAsync(MonitorId monitor, string domain, int day, string message, CancellationToken cancellationToken)
    {
        const string sql = """
            with told as (
                update domain_expiry
                set last_expiry_notification_sent = @day
                where domain = @domain and (last_expiry_notification_sent is null or last_expiry_notification_sent > @day)
                  and exists (select from monitor_notification where monitor_id = @monitor)
                returning domain
            )
            insert into notification_outbox (notification_id, monitor_id, message)
            select link.notification_id, link.monitor_id, @message
            from monitor_notification link, told
            where link.monitor_id = @monitor
            order by link.notification_id
            """;
        return database.RunAsync(sql, new { monitor = monitor.Value, domain, day, message }, cancellationToken);
    }
}
