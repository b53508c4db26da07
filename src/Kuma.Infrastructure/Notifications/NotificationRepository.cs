using Dapper;
using Kuma.Application.Common;
using Kuma.Application.Notifications;
using Kuma.Domain.Common;
using Kuma.Infrastructure.Persistence;
using Npgsql;

namespace Kuma.Infrastructure.Notifications;

/// <summary>The table <c>notification</c>; settings are encrypted, because they hold tokens and passwords.</summary>
internal sealed class NotificationRepository(NpgsqlDataSource database, ISecretProtector protector) : INotificationRepository
{
    public async Task<IReadOnlyList<Notification>> ListAsync(UserId owner, CancellationToken cancellationToken)
    {
        const string sql = """
            select id, name, active, is_default, config
            from notification
            where user_id = @owner
            order by id
            """;
        var rows = await database.ListAsync<(int Id, string Name, bool Active, bool IsDefault, string Config)>(
            sql, new { owner = owner.Value }, cancellationToken);
        return
        [
            .. rows.Select(row => new Notification(
                new NotificationId(row.Id), owner, row.Name, row.Active, row.IsDefault, protector.Unprotect(row.Config))),
        ];
    }

    public async Task<NotificationId?> SaveAsync(Notification notification, bool applyToAll, CancellationToken cancellationToken)
    {
        const string insert = """
            insert into notification (user_id, name, active, is_default, config)
            values (@owner, @Name, @Active, @IsDefault, @config)
            returning id
            """;
        const string update = """
            update notification
            set name = @Name, active = @Active, is_default = @IsDefault, config = @config
            where id = @id and user_id = @owner
            returning id
            """;
        const string apply = """
            insert into monitor_notification (monitor_id, notification_id)
            select monitor.id, @saved from monitor where monitor.user_id = @owner
            on conflict do nothing
            """;
        var owner = notification.Owner.Value;
        var parameters = new
        {
            id = notification.Id.Value,
            owner,
            notification.Name,
            notification.Active,
            notification.IsDefault,
            config = protector.Protect(notification.Config),
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var saved = await connection.QuerySingleOrDefaultAsync<int?>(new CommandDefinition(
            notification.Id.Value == 0 ? insert : update, parameters, transaction, cancellationToken: cancellationToken));
        if (saved is not null && applyToAll)
        {
            await connection.ExecuteAsync(new CommandDefinition(apply, new { owner, saved }, transaction, cancellationToken: cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
        return saved is { } id ? new NotificationId(id) : null;
    }

    public async Task<bool> DeleteAsync(NotificationId id, UserId owner, CancellationToken cancellationToken) =>
        await database.RunAsync(
            "delete from notification where id = @id and user_id = @owner", new { id = id.Value, owner = owner.Value }, cancellationToken) > 0;
}
