using FluentValidation;
using Kuma.Application.Common;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;
using MediatR;

namespace Kuma.Application.Monitors;

/// <summary>Changes a monitor's settings and replaces its notification links.</summary>
/// <param name="Change">Makes the new settings from the stored ones.</param>
public sealed record EditMonitor(
    Actor Actor, MonitorId MonitorId, Func<MonitorSettings, MonitorSettings> Change, IReadOnlyList<NotificationId> Notifications) : ICommand;

internal sealed class EditMonitorHandler(
    IMonitorRepository monitors, IMonitorDirectory directory, IMonitorLinks links, MonitorReferences references, IDomainEvents events)
    : IRequestHandler<EditMonitor, Result>
{
    private static readonly MonitorSettingsValidator Validator = new();

    public async Task<Result> Handle(EditMonitor command, CancellationToken cancellationToken)
    {
        var monitor = await monitors.FindOwnedAsync(command.MonitorId, command.Actor.User, cancellationToken);
        if (monitor is null)
        {
            return MonitorErrors.PermissionDenied;
        }

        var wasGroup = monitor.Settings.Type is MonitorTypes.Group;
        var settings = command.Change(monitor.Settings);
        if (MovesInvalidly(monitor, settings.Parent))
        {
            return MonitorErrors.InvalidGroup;
        }

        var outcome = await Validator.ValidateAsync(settings, cancellationToken);
        if (!outcome.IsValid)
        {
            return CommonErrors.Invalid(outcome.Errors[0].ErrorMessage);
        }

        if (await references.CheckAsync(command.Actor.User, settings, cancellationToken) is { } unknown)
        {
            return unknown;
        }

        var edited = monitor.Edit(settings.Tidied());
        await monitors.SaveSettingsAsync(monitor, cancellationToken);
        await links.ReplaceNotificationsAsync(monitor.Id, command.Notifications, cancellationToken);
        if (wasGroup && settings.Type is not MonitorTypes.Group)
        {
            foreach (var child in await monitors.UnlinkChildrenAsync(monitor.Id, cancellationToken))
            {
                await events.PublishAsync(new MonitorUnlinked(child), cancellationToken);
            }
        }

        await events.PublishAsync(edited, cancellationToken);
        return Result.Success;
    }

    /// <summary>A monitor cannot go under itself, under one of its own, or under somebody else's.</summary>
    private bool MovesInvalidly(Monitor monitor, MonitorId? parent) =>
        parent is { } group
        && group != monitor.Settings.Parent
        && (group == monitor.Id || directory.DescendantsOf(monitor.Id).Contains(group) || directory.Find(group)?.OwnerId != monitor.OwnerId);
}
