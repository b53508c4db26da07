using Kuma.Application.Common;

namespace Kuma.Application.Notifications;

/// <summary>Refusals around notifications; the texts are part of the wire.</summary>
public static class NotificationErrors
{
    public static readonly Error NotFound = new("notification-not-found", "notification not found");

    public static readonly Error NameNeeded = new("notification-name-needed", "A notification needs a name.");

    public static readonly Error NotSupported = new("notification-not-supported", "Notification type is not supported");

    /// <summary>The provider's own words for a message that it did not take.</summary>
    public static Error NotSent(string words) => new("notification-not-sent", words);
}
