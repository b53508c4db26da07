using Kuma.Application.Common;

namespace Kuma.Application.Notifications;

/// <summary>Refusals around notifications; the texts are part of the wire.</summary>
public static class NotificationErrors
{
    public static readonly Error NotFound = new("notification-not-found", "notification not found");

    public static readonly Error NameNeeded = new("notification-name-needed", "A notification needs a name.");
}
