using Kuma.Domain.Common;

namespace Kuma.Application.Notifications;

/// <summary>A way to tell people of a monitor's changes.</summary>
/// <param name="Config">The provider's settings as one flat JSON object.</param>
public sealed record Notification(NotificationId Id, UserId Owner, string Name, bool Active, bool IsDefault, string Config);

/// <summary>Where notifications are kept.</summary>
public interface INotificationRepository
{
    Task<IReadOnlyList<Notification>> ListAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Stores a new one (its id is 0) or an existing one; returns the id, <c>null</c> when the owner has no such one.</summary>
    Task<NotificationId?> SaveAsync(Notification notification, bool applyToAll, CancellationToken cancellationToken);

    /// <summary>Removes it with its links; false when the owner has no such one.</summary>
    Task<bool> DeleteAsync(NotificationId id, UserId owner, CancellationToken cancellationToken);
}
