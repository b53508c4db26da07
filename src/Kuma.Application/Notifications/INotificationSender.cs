using Kuma.Application.Common;

namespace Kuma.Application.Notifications;

/// <summary>Sends a message through the provider that its settings name, at once and once.</summary>
public interface INotificationSender
{
    /// <summary>The provider's words on success; a refusal in the provider's words otherwise.</summary>
    Task<Result<string>> SendAsync(NotificationMessage message, CancellationToken cancellationToken);
}

/// <summary>A message for one provider.</summary>
/// <param name="Config">The provider's settings as one flat JSON object; <c>type</c> names the provider.</param>
/// <param name="Text">The message for people.</param>
/// <param name="MonitorJson">The monitor without its secrets; <c>null</c> for tests and expiry notices.</param>
/// <param name="HeartbeatJson">The heartbeat; <c>null</c> for tests and expiry notices.</param>
public sealed record NotificationMessage(string Config, string Text, string? MonitorJson = null, string? HeartbeatJson = null);
