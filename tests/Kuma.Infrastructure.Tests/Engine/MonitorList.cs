using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using Monitor = Kuma.Domain.Monitors.Monitor;

namespace Kuma.Infrastructure.Tests.Engine;

/// <summary>The directory of a test: a dictionary.</summary>
internal sealed class MonitorList : IMonitorDirectory
{
    private readonly SortedDictionary<int, Monitor> _monitors = [];

    public IReadOnlyCollection<Monitor> All => [.. _monitors.Values];

    public void Put(Monitor monitor) => _monitors[monitor.Id.Value] = monitor;

    public void Remove(MonitorId id) => _monitors.Remove(id.Value);

    public Monitor? Find(MonitorId id) => _monitors.GetValueOrDefault(id.Value);

    public IReadOnlyList<Monitor> OwnedBy(UserId owner) => [.. _monitors.Values.Where(monitor => monitor.OwnerId == owner)];

    public IReadOnlyList<Monitor> ChildrenOf(MonitorId id) => [.. _monitors.Values.Where(monitor => monitor.Settings.Parent == id)];

    public IReadOnlyList<MonitorId> DescendantsOf(MonitorId id) => [.. ChildrenOf(id).SelectMany(child => DescendantsOf(child.Id).Prepend(child.Id))];

    public IReadOnlyList<Monitor> AncestorsOf(MonitorId id) =>
        Find(id)?.Settings.Parent is { } parent && Find(parent) is { } group ? [group, .. AncestorsOf(parent)] : [];

    public Monitor? FindByPushToken(string token) => _monitors.Values.FirstOrDefault(monitor => monitor.Settings.PushToken == token);
}
