using Kuma.Application.Monitoring;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;

namespace Kuma.Application.Monitors;

/// <summary>A monitor with everything computed that clients see of it.</summary>
/// <param name="Active">Its own switch and that of every ancestor.</param>
/// <param name="ForceInactive">An ancestor is paused.</param>
/// <param name="Path">The names of its ancestors from the root, its own last.</param>
/// <param name="Descendants">All descendants, depth first.</param>
/// <param name="Screenshot">The path of the last screenshot of a browser monitor.</param>
public sealed record MonitorView(
    Monitor Monitor,
    bool Active,
    bool ForceInactive,
    bool UnderMaintenance,
    IReadOnlyList<string> Path,
    IReadOnlyList<MonitorId> Descendants,
    IReadOnlyList<NotificationId> Notifications,
    IReadOnlyList<MonitorTag> Tags,
    string? Screenshot = null);

/// <summary>A tag on a monitor.</summary>
public sealed record MonitorTag(TagId TagId, string Name, string Color, string? Value);

/// <summary>Reads what hangs on monitors, in sets.</summary>
public interface IMonitorLinks
{
    /// <summary>The links of the given monitors, or of all when <paramref name="ids"/> is <c>null</c>.</summary>
    Task<MonitorLinks> ReadAsync(IReadOnlyCollection<MonitorId>? ids, CancellationToken cancellationToken);

    /// <summary>Replaces the notifications that a monitor tells; ids that do not exist or are not of its owner are passed over.</summary>
    Task ReplaceNotificationsAsync(MonitorId id, IReadOnlyCollection<NotificationId> notifications, CancellationToken cancellationToken);
}

/// <summary>Notifications and tags by monitor.</summary>
public sealed record MonitorLinks(
    ILookup<MonitorId, NotificationId> Notifications, ILookup<MonitorId, MonitorTag> Tags);

/// <summary>Puts views together.</summary>
public interface IMonitorViews
{
    /// <summary>All monitors of an owner, by id.</summary>
    Task<IReadOnlyList<MonitorView>> ListAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>One monitor; <c>null</c> when it is unknown.</summary>
    Task<MonitorView?> FindAsync(MonitorId id, CancellationToken cancellationToken);

    /// <summary>Those of these monitors that there are.</summary>
    Task<IReadOnlyDictionary<MonitorId, MonitorView>> FindAsync(IReadOnlyCollection<MonitorId> ids, CancellationToken cancellationToken);
}

internal sealed class MonitorViews(
    IMonitorDirectory directory, IMonitorLinks links, Maintenance.IMaintenanceCalendar calendar, IScreenshots screenshots) : IMonitorViews
{
    public async Task<IReadOnlyList<MonitorView>> ListAsync(UserId owner, CancellationToken cancellationToken)
    {
        var monitors = directory.OwnedBy(owner);
        var linked = await links.ReadAsync(ids: null, cancellationToken);
        var pictures = await screenshots.FilesAsync(cancellationToken);
        return [.. monitors.Select(monitor => View(monitor, linked, pictures))];
    }

    public async Task<MonitorView?> FindAsync(MonitorId id, CancellationToken cancellationToken) =>
        directory.Find(id) is { } monitor
            ? View(monitor, await links.ReadAsync([id], cancellationToken), await screenshots.FilesAsync(cancellationToken))
            : null;

    public async Task<IReadOnlyDictionary<MonitorId, MonitorView>> FindAsync(
        IReadOnlyCollection<MonitorId> ids, CancellationToken cancellationToken)
    {
        var linked = await links.ReadAsync(ids, cancellationToken);
        var pictures = await screenshots.FilesAsync(cancellationToken);
        return ids.Distinct().Select(directory.Find).OfType<Monitor>().ToDictionary(monitor => monitor.Id, monitor => View(monitor, linked, pictures));
    }

    private MonitorView View(Monitor monitor, MonitorLinks linked, Func<MonitorId, string?> pictures)
    {
        var ancestors = directory.AncestorsOf(monitor.Id);
        var forced = ancestors.Any(ancestor => !ancestor.Active);
        return new MonitorView(
            monitor,
            monitor.Active && !forced,
            forced,
            calendar.IsUnderMaintenance(monitor.Id),
            [.. ancestors.Reverse().Select(ancestor => ancestor.Settings.Name), monitor.Settings.Name],
            directory.DescendantsOf(monitor.Id),
            [.. linked.Notifications[monitor.Id]],
            [.. linked.Tags[monitor.Id]],
            monitor.Settings.Type == MonitorTypes.RealBrowser && pictures(monitor.Id) is { } file ? $"/screenshots/{file}" : null);
    }
}
