using Kuma.Application.Common;
using Kuma.Domain.Common;
using MediatR;

namespace Kuma.Application.Notifications;

/// <summary>Adds a notification, or changes the one with this id; it may go to all monitors.</summary>
public sealed record SaveNotification(
    Actor Actor, NotificationId? Id, string? Name, bool IsDefault, bool ApplyExisting, string Config) : ICommand<NotificationId>;

internal sealed class SaveNotificationHandler(INotificationRepository notifications, IDomainEvents events)
    : IRequestHandler<SaveNotification, Result<NotificationId>>
{
    public async Task<Result<NotificationId>> Handle(SaveNotification command, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(command.Name))
        {
            return NotificationErrors.NameNeeded;
        }

        var owner = command.Actor.User;
        var notification = new Notification(command.Id ?? default, owner, command.Name, Active: true, command.IsDefault, command.Config);
        if (await notifications.SaveAsync(notification, command.ApplyExisting, cancellationToken) is not { } id)
        {
            return NotificationErrors.NotFound;
        }

        await events.PublishAsync(new OwnedListChanged(owner, OwnedList.Notifications), cancellationToken);
        return id;
    }
}
