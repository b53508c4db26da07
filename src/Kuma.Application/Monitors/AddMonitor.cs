using FluentValidation;
using Kuma.Application.Common;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;
using MediatR;

namespace Kuma.Application.Monitors;

/// <summary>Adds a monitor and starts it unless it is to be paused.</summary>
public sealed record AddMonitor(Actor Actor, MonitorSettings Settings, IReadOnlyList<NotificationId> Notifications, bool Active)
    : ICommand<MonitorId>;

internal sealed class AddMonitorValidator : AbstractValidator<AddMonitor>
{
    public AddMonitorValidator() => RuleFor(command => command.Settings).SetValidator(new MonitorSettingsValidator());
}

internal sealed class AddMonitorHandler(
    IMonitorRepository monitors, IMonitorDirectory directory, IMonitorLinks links, MonitorReferences references, IDomainEvents events)
    : IRequestHandler<AddMonitor, Result<MonitorId>>
{
    public async Task<Result<MonitorId>> Handle(AddMonitor command, CancellationToken cancellationToken)
    {
        if (command.Settings.Parent is { } parent && directory.Find(parent)?.OwnerId != command.Actor.User)
        {
            return MonitorErrors.InvalidGroup;
        }

        if (await references.CheckAsync(command.Actor.User, command.Settings, cancellationToken) is { } unknown)
        {
            return unknown;
        }

        var id = await monitors.AddAsync(command.Actor.User, command.Active, command.Settings.Tidied(), cancellationToken);
        await links.ReplaceNotificationsAsync(id, command.Notifications, cancellationToken);
        await events.PublishAsync(new MonitorAdded(id), cancellationToken);
        return id;
    }
}
