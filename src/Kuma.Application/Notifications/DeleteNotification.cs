using Kuma.Application.Common;
using Kuma.Domain.Common;
using MediatR;

namespace Kuma.Application.Notifications;

/// <summary>Removes a notification from everywhere.</summary>
public sealed record DeleteNotification(Actor Actor, NotificationId Id) : ICommand;

internal sealed class DeleteNotificationHandler(INotificationRepository notifications, IDomainEvents events)
    : IRequestHandler<DeleteNotification, Result>
{
    public async Task<Result> Handle(DeleteNotification command, CancellationToken cancellationToken)
    {
        if (!await notifications.DeleteAsync(command.Id, command.Actor.User, cancellationToken))
        {
            return NotificationErrors.NotFound;
        }

        await events.PublishAsync(new OwnedListChanged(command.Actor.User, OwnedList.Notifications), cancellationToken);
        return Result.Success;
    }
}
