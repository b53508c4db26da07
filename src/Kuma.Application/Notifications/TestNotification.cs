using Kuma.Application.Common;
using MediatR;

namespace Kuma.Application.Notifications;

/// <summary>Sends a test message with settings that need not be stored; returns the provider's words.</summary>
/// <param name="Name">What the notification is called; goes into the message.</param>
/// <param name="Config">The provider's settings as one flat JSON object.</param>
public sealed record TestNotification(Actor Actor, string? Name, string Config) : ICommand<string>;

internal sealed class TestNotificationHandler(INotificationSender sender) : IRequestHandler<TestNotification, Result<string>>
{
    public Task<Result<string>> Handle(TestNotification command, CancellationToken cancellationToken) =>
        sender.SendAsync(new NotificationMessage(command.Config, $"{command.Name} Testing"), cancellationToken);
}
