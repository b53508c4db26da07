using Kuma.Domain.Common;

namespace Kuma.Application.Monitors;

/// <summary>
/// Every monitor in memory, with the tree of groups. Loaded at start and kept current by domain events before any other listener hears of
/// them. Reads are lock-free and never touch the database.
/// </summary>
public interface IMonitorDirectory
{
    Monitor? Find(MonitorId id);

    /// <summary>All monitors, by id.</summary>
    IReadOnlyCollection<Monitor> All { get; }

    /// <summary>The monitors of one owner, by id.</summary>
    IReadOnlyList<Monitor> OwnedBy(UserId owner);

    /// <summary>Direct children of a group, by id; empty for any other monitor.</summary>
    IReadOnlyList<Monitor> ChildrenOf(MonitorId id);

    /// <summary>All descendants, depth first: a child, then that child's descendants.</summary>
    IReadOnlyList<MonitorId> DescendantsOf(MonitorId id);

    /// <summary>The groups above a monitor, nearest first; stops at a cycle.</summary>
    IReadOnlyList<Monitor> AncestorsOf(MonitorId id);

    /// <summary>The monitor that a push token belongs to; <c>null</c> when there is none.</summary>
    Monitor? FindByPushToken(string token);
}
