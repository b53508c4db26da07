using System.Collections.Immutable;
using Kuma.Application.Common;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;

namespace Kuma.Application.Monitors;

/// <summary>Immutable snapshots of all monitors, swapped as a whole; writers queue behind one gate.</summary>
internal sealed class MonitorDirectory(IMonitorRepository monitors) : IMonitorDirectory, IDomainEventListener, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Snapshot _snapshot = Snapshot.Empty;

    public int Order => -100;

    public IReadOnlyCollection<Monitor> All => _snapshot.Ordered;

    public Monitor? Find(MonitorId id) => _snapshot.Find(id);

    public IReadOnlyList<Monitor> OwnedBy(UserId owner) => [.. _snapshot.Ordered.Where(monitor => monitor.OwnerId == owner)];

    public IReadOnlyList<Monitor> ChildrenOf(MonitorId id) => _snapshot.Children.TryGetValue(id, out var children) ? children : [];

    public IReadOnlyList<MonitorId> DescendantsOf(MonitorId id)
    {
        var snapshot = _snapshot;
        if (!snapshot.Children.ContainsKey(id))
        {
            return [];
        }

        var found = new List<MonitorId>();
        snapshot.Collect(id, found, [id]);
        return found;
    }

    public IReadOnlyList<Monitor> AncestorsOf(MonitorId id)
    {
        var snapshot = _snapshot;
        if (snapshot.Find(id)?.Settings.Parent is null)
        {
            return [];
        }

        var found = new List<Monitor>();
        var seen = new HashSet<MonitorId> { id };
        var current = snapshot.Find(id);
        while (current?.Settings.Parent is { } parent && seen.Add(parent))
        {
            current = snapshot.Find(parent);
            if (current is not null)
            {
                found.Add(current);
            }
        }

        return found;
    }

    public Monitor? FindByPushToken(string token) => _snapshot.ByPushToken.GetValueOrDefault(token);

    /// <summary>Reads all monitors; called once at start.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var all = await monitors.ListAsync(cancellationToken);
            _snapshot = Snapshot.Of(all.ToImmutableSortedDictionary(monitor => monitor.Id.Value, monitor => monitor));
        }
        finally
        {
            _gate.Release();
        }
    }

    public Task OnAsync(IDomainEvent domainEvent, CancellationToken cancellationToken) => domainEvent switch
    {
        MonitorAdded added => RefreshAsync(added.MonitorId, cancellationToken),
        MonitorEdited edited => RefreshAsync(edited.MonitorId, cancellationToken),
        MonitorPaused paused => RefreshAsync(paused.MonitorId, cancellationToken),
        MonitorResumed resumed => RefreshAsync(resumed.MonitorId, cancellationToken),
        MonitorLinksChanged changed => RefreshAsync(changed.MonitorId, cancellationToken),
        MonitorUnlinked unlinked => RefreshAsync(unlinked.MonitorId, cancellationToken),
        MonitorDeleted deleted => RefreshAsync(deleted.MonitorId, cancellationToken),
        _ => Task.CompletedTask,
    };

    public void Dispose() => _gate.Dispose();

    private async Task RefreshAsync(MonitorId id, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var monitor = await monitors.FindAsync(id, cancellationToken);
            var rows = _snapshot.Rows;
            _snapshot = Snapshot.Of(monitor is null ? rows.Remove(id.Value) : rows.SetItem(id.Value, monitor));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Everything derived from the rows is made on first use: a burst of edits pays for one derivation, not for each.</summary>
    private sealed class Snapshot
    {
        public static readonly Snapshot Empty = Of(ImmutableSortedDictionary<int, Monitor>.Empty);

        private readonly Lazy<ImmutableArray<Monitor>> _ordered;
        private readonly Lazy<Dictionary<MonitorId, Monitor[]>> _children;
        private readonly Lazy<Dictionary<string, Monitor>> _byPushToken;

        private Snapshot(ImmutableSortedDictionary<int, Monitor> rows)
        {
            Rows = rows;
            _ordered = new(() => [.. rows.Values]);
            _children = new(() => rows.Values
                .Where(monitor => monitor.Settings.Parent is not null)
                .GroupBy(monitor => monitor.Settings.Parent!.Value)
                .ToDictionary(group => group.Key, group => group.ToArray()));
            _byPushToken = new(() =>
            {
                var tokens = new Dictionary<string, Monitor>(StringComparer.Ordinal);
                foreach (var monitor in rows.Values.Where(monitor => !string.IsNullOrEmpty(monitor.Settings.PushToken)))
                {
                    tokens.TryAdd(monitor.Settings.PushToken!, monitor);
                }

                return tokens;
            });
        }

        public ImmutableSortedDictionary<int, Monitor> Rows { get; }

        public ImmutableArray<Monitor> Ordered => _ordered.Value;

        public Dictionary<MonitorId, Monitor[]> Children => _children.Value;

        public Dictionary<string, Monitor> ByPushToken => _byPushToken.Value;

        public Monitor? Find(MonitorId id) => Rows.GetValueOrDefault(id.Value);

        public static Snapshot Of(ImmutableSortedDictionary<int, Monitor> rows) => new(rows);

        public void Collect(MonitorId id, List<MonitorId> found, HashSet<MonitorId> seen)
        {
            foreach (var child in Children.GetValueOrDefault(id) ?? [])
            {
                if (seen.Add(child.Id))
                {
                    found.Add(child.Id);
                    Collect(child.Id, found, seen);
                }
            }
        }
    }
}
