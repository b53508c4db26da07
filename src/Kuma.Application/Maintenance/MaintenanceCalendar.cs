using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Threading.Channels;
using Kuma.Application.Common;
using Kuma.Application.Monitors;
using Kuma.Application.Settings;
using Kuma.Domain.Common;
using Kuma.Domain.Maintenance;
using Kuma.Domain.Monitors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kuma.Application.Maintenance;

/// <summary>
/// All maintenances in memory. It sleeps until the next window begins or ends, then tells the owners' clients and the status pages; nobody else
/// has a timer for them. Snapshots are immutable and swapped as a whole; writers queue behind one gate.
/// </summary>
internal sealed partial class MaintenanceCalendar(
    IMaintenanceRepository maintenances, IMonitorDirectory monitors, IServerTimezone timezone, IDomainEvents events, TimeProvider time,
    ILogger<MaintenanceCalendar> logger)
    : BackgroundService, IMaintenanceCalendar, IMaintenanceBoard, IDomainEventListener
{
    // A clock that was set, and a zone whose offset changed, are noticed within this time.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private ITimer? _timer;
    private volatile Snapshot _snapshot = Snapshot.Empty;
    private long _version;

    /// <summary>After the monitors, before pages and feeds.</summary>
    public int Order => -90;

    public long Version => Interlocked.Read(ref _version);

    public bool IsUnderMaintenance(MonitorId id) => _snapshot.Covered.Value.Contains(id);

    public MaintenanceView? FindOwned(MaintenanceId id, UserId owner) =>
        _snapshot.Entries.GetValueOrDefault(id.Value)?.View is { } view && view.Plan.Owner == owner ? view : null;

    public bool Exists(MaintenanceId id) => _snapshot.Entries.ContainsKey(id.Value);

    public IReadOnlyList<MaintenanceView> OwnedBy(UserId owner) =>
        [.. from entry in _snapshot.Entries.Values where entry.View.Plan.Owner == owner select entry.View];

    public IReadOnlyList<MaintenanceView> RunningOn(StatusPageId page) =>
        [.. from entry in _snapshot.Entries.Values where entry.IsRunning && entry.Pages.Contains(page) select entry.View];

    /// <summary>Loads the plans before the engine starts.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(_ => _wake.Writer.TryWrite(true), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await ChangeAsync(
            async _ => (await maintenances.ListAsync(cancellationToken)).ToImmutableSortedDictionary(stored => stored.Plan.Id.Value, Enter),
            cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public Task OnAsync(IDomainEvent domainEvent, CancellationToken cancellationToken) => domainEvent switch
    {
        MaintenanceChanged changed => ReadAgainAsync(changed.MaintenanceId, cancellationToken),
        SettingsStored => ChangeAsync(
            entries => Task.FromResult(entries.ToImmutableSortedDictionary(pair => pair.Key, pair => Enter(pair.Value.Stored))), cancellationToken),
        MonitorAdded or MonitorEdited or MonitorUnlinked => RegroupAsync(cancellationToken),
        MonitorDeleted deleted => UncoverAsync(deleted.MonitorId, cancellationToken),
        _ => Task.CompletedTask,
    };

    public override void Dispose()
    {
        _timer?.Dispose();
        _gate.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _wake.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await TurnAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.NotTurned(logger, e);
                _timer!.Change(LongestSleep, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Looks at every plan and announces what changed with the time alone.</summary>
    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        var owners = new HashSet<UserId>();
        await ChangeAsync(
            entries => Task.FromResult(entries.ToImmutableSortedDictionary(pair => pair.Key, pair =>
            {
                var entry = pair.Value.At(time.GetUtcNow());
                if (!entry.LooksLike(pair.Value))
                {
                    owners.Add(entry.View.Plan.Owner ?? default); // Nobody's maintenance may still be on a page.
                }

                return entry;
            })),
            cancellationToken);
        foreach (var owner in owners)
        {
            await events.PublishAsync(new OwnedListChanged(owner, OwnedList.Maintenances), cancellationToken);
        }
    }

    private Task ReadAgainAsync(MaintenanceId id, CancellationToken cancellationToken) => ChangeAsync(
        async entries => await maintenances.FindAsync(id, cancellationToken) is { } stored
            ? entries.SetItem(id.Value, Enter(stored))
            : entries.Remove(id.Value),
        cancellationToken);

    /// <summary>The database has dropped the links of a deleted monitor, and so does the calendar.</summary>
    private Task UncoverAsync(MonitorId id, CancellationToken cancellationToken) => ChangeAsync(
        entries => Task.FromResult(entries.Values
            .Where(entry => entry.Stored.Monitors.Contains(id))
            .Select(entry => entry.Stored with { Monitors = [.. entry.Stored.Monitors.Where(monitor => monitor != id)] })
            .Aggregate(entries, (changed, stored) => changed.SetItem(stored.Plan.Id.Value, Enter(stored)))),
        cancellationToken);

    /// <summary>The tree of groups changed: who is covered is found out anew at the next question.</summary>
    private Task RegroupAsync(CancellationToken cancellationToken) =>
        _snapshot.Entries.IsEmpty ? Task.CompletedTask : ChangeAsync(Task.FromResult, cancellationToken);

    private async Task ChangeAsync(
        Func<ImmutableSortedDictionary<int, Entry>, Task<ImmutableSortedDictionary<int, Entry>>> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var entries = await BeginIntervalsAsync(await change(_snapshot.Entries), cancellationToken);
            _snapshot = new Snapshot(entries, monitors);
            Interlocked.Increment(ref _version);
            Sleep(entries);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>An interval is counted from the window that began last, so that is kept.</summary>
    private async Task<ImmutableSortedDictionary<int, Entry>> BeginIntervalsAsync(
        ImmutableSortedDictionary<int, Entry> entries, CancellationToken cancellationToken)
    {
        foreach (var (id, entry) in entries)
        {
            var plan = entry.View.Plan;
            if (plan.Strategy is MaintenanceStrategy.RecurringInterval && entry.View.State.RunningSince is { } began && plan.LastStart != began)
            {
                await maintenances.SaveLastStartAsync(plan.Id, began, cancellationToken);
                entries = entries.SetItem(id, Enter(entry.Stored with { Plan = plan with { LastStart = began } }));
            }
        }

        return entries;
    }

    private void Sleep(ImmutableSortedDictionary<int, Entry> entries)
    {
        if (entries.IsEmpty)
        {
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var next = entries.Values.Min(entry => entry.View.State.NextChange ?? DateTimeOffset.MaxValue);
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling((next - time.GetUtcNow()).TotalMilliseconds));
        _timer?.Change(
            wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait < LongestSleep ? wait : LongestSleep, Timeout.InfiniteTimeSpan);
    }

    private Entry Enter(StoredMaintenance stored)
    {
        var plan = stored.Plan;
        var zone = MaintenanceRules.ZoneOf(plan, timezone.Zone);
        var name = plan.Zone switch
        {
            MaintenancePlan.SameAsServer => timezone.Name,
            null or "" => "UTC",
            var known => known,
        };
        return new Entry(stored, new MaintenanceSchedule(plan, zone), zone ?? TimeZoneInfo.Utc, name, time.GetUtcNow());
    }

    private sealed class Entry
    {
        private readonly MaintenanceSchedule _schedule;

        public Entry(StoredMaintenance stored, MaintenanceSchedule schedule, TimeZoneInfo zone, string zoneName, DateTimeOffset now)
        {
            Stored = stored;
            _schedule = schedule;
            View = new MaintenanceView(stored.Plan, schedule.At(now), stored.Monitors, zone, zoneName, zone.GetUtcOffset(now));
        }

        public StoredMaintenance Stored { get; }

        public MaintenanceView View { get; }

        public IReadOnlyList<StatusPageId> Pages => Stored.Pages;

        public bool IsRunning => View.State.Status is MaintenanceStatus.UnderMaintenance;

        public Entry At(DateTimeOffset now) => new(Stored, _schedule, View.Zone, View.ZoneName, now);

        public bool LooksLike(Entry other) => View.Offset == other.View.Offset && View.State.LooksLike(other.View.State);
    }

    private sealed class Snapshot(ImmutableSortedDictionary<int, Entry> entries, IMonitorDirectory? monitors)
    {
        public static readonly Snapshot Empty = new(ImmutableSortedDictionary<int, Entry>.Empty, monitors: null);

        public ImmutableSortedDictionary<int, Entry> Entries => entries;

        /// <summary>The monitors under maintenance and everything below them.</summary>
        public Lazy<FrozenSet<MonitorId>> Covered { get; } = new(() =>
        {
            var linked = entries.Values.Where(entry => entry.IsRunning).SelectMany(entry => entry.View.Monitors).ToHashSet();
            return linked.SelectMany(id => monitors!.DescendantsOf(id).Append(id)).ToFrozenSet();
        });
    }

    private static partial class Log
    {
        [LoggerMessage(1401, LogLevel.Error, "Maintenance windows could not be brought up to date; the next try is in a minute")]
        public static partial void NotTurned(ILogger logger, Exception exception);
    }
}
