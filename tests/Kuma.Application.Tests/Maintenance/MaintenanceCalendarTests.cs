using System.Globalization;
using Kuma.Application.Common;
using Kuma.Application.Maintenance;
using Kuma.Application.Monitors;
using Kuma.Application.Settings;
using Kuma.Domain.Common;
using Kuma.Domain.Maintenance;
using Kuma.Domain.Monitors;
using Kuma.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Kuma.Application.Tests.Maintenance;

public sealed class MaintenanceCalendarTests : IAsyncLifetime
{
    private static readonly MonitorId Shop = new(1);
    private static readonly MonitorId Group = new(2);
    private static readonly MonitorId Child = new(3);
    private static readonly UserId Alice = new(1);

    private readonly IMaintenanceRepository _repository = Substitute.For<IMaintenanceRepository>();
    private readonly IMonitorDirectory _monitors = Substitute.For<IMonitorDirectory>();
    private readonly IServerTimezone _timezone = Substitute.For<IServerTimezone>();
    private readonly IDomainEvents _events = Substitute.For<IDomainEvents>();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 28, 12, 0, 0, TimeSpan.Zero));
    private readonly MaintenanceCalendar _calendar;
    private int _announced;

    public MaintenanceCalendarTests()
    {
        _monitors.DescendantsOf(Arg.Any<MonitorId>()).Returns([]);
        _monitors.DescendantsOf(Group).Returns([Child]);
        _timezone.Zone.Returns(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        _timezone.Name.Returns("Europe/Berlin");
        _events.PublishAsync(new OwnedListChanged(Alice, OwnedList.Maintenances), Arg.Any<CancellationToken>())
            .Returns(Task.CompletedTask).AndDoes(_ => Interlocked.Increment(ref _announced));
        _calendar = new MaintenanceCalendar(_repository, _monitors, _timezone, _events, _time, NullLogger<MaintenanceCalendar>.Instance);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _calendar.StopAsync(CancellationToken.None);
        _calendar.Dispose();
    }

    [Fact]
    public async Task A_window_opens_and_closes_by_the_clock_and_the_owner_hears_of_both()
    {
        await StartAsync(Single("2026-03-28T12:10", "2026-03-28T12:20"));
        _calendar.IsUnderMaintenance(Shop).ShouldBeFalse();

        _time.Advance(TimeSpan.FromMinutes(10));
        await EventuallyAsync(() => _calendar.IsUnderMaintenance(Shop), "the window opens");
        await EventuallyAsync(() => _announced == 1, "its opening is announced");

        _time.Advance(TimeSpan.FromMinutes(10));
        await EventuallyAsync(() => !_calendar.IsUnderMaintenance(Shop), "the window closes");
        await EventuallyAsync(() => _announced == 2, "its end is announced");
        _calendar.FindOwned(new(1), Alice)!.State.Status.ShouldBe(MaintenanceStatus.Ended);
    }

    [Fact]
    public async Task A_plan_that_follows_the_server_keeps_to_its_wall_when_the_clock_changes()
    {
        await StartAsync(Nightly with { Zone = MaintenancePlan.SameAsServer });
        var view = _calendar.FindOwned(new(1), Alice)!;
        (view.ZoneName, view.Offset).ShouldBe(("Europe/Berlin", TimeSpan.FromHours(1)));

        AdvanceTo("2026-03-29T00:59:59Z");
        _calendar.IsUnderMaintenance(Shop).ShouldBeFalse();
        AdvanceTo("2026-03-29T01:00:00Z");
        await EventuallyAsync(() => _calendar.IsUnderMaintenance(Shop), "02:00 does not exist that night: it begins with the change");
        AdvanceTo("2026-03-29T02:00:00Z");
        await EventuallyAsync(() => !_calendar.IsUnderMaintenance(Shop), "it lasts an hour");
        _calendar.FindOwned(new(1), Alice)!.Offset.ShouldBe(TimeSpan.FromHours(2));
        AdvanceTo("2026-03-30T00:00:00Z");
        await EventuallyAsync(() => _calendar.IsUnderMaintenance(Shop), "from the next night on 02:00 is midnight in UTC");
    }

    [Fact]
    public async Task The_zone_of_the_server_is_taken_over_with_the_settings()
    {
        await StartAsync(Single("2026-03-28T12:30", "2026-03-28T13:30") with { Zone = MaintenancePlan.SameAsServer });
        _calendar.IsUnderMaintenance(Shop).ShouldBeTrue("in Berlin it is 13:00");
        _timezone.Zone.Returns(TimeZoneInfo.Utc);
        _timezone.Name.Returns("UTC");

        await _calendar.OnAsync(new SettingsStored(), CancellationToken.None);

        _calendar.FindOwned(new(1), Alice)!.ZoneName.ShouldBe("UTC");
        _calendar.FindOwned(new(1), Alice)!.State.Status.ShouldBe(MaintenanceStatus.Scheduled);
    }

    [Fact]
    public async Task Everything_below_a_covered_group_is_covered_and_the_question_costs_no_query()
    {
        await StartAsync(new MaintenancePlan { Title = "m", Strategy = MaintenanceStrategy.Manual }, Group);
        _repository.ClearReceivedCalls();

        for (var i = 0; i < 1000; i++)
        {
            _calendar.IsUnderMaintenance(Child).ShouldBeTrue();
        }

        _calendar.IsUnderMaintenance(Group).ShouldBeTrue();
        _calendar.IsUnderMaintenance(Shop).ShouldBeFalse();
        _repository.ReceivedCalls().ShouldBeEmpty();
        _monitors.Received(1).DescendantsOf(Group);
    }

    [Fact]
    public async Task A_monitor_that_joins_a_covered_group_is_covered_at_once()
    {
        await StartAsync(new MaintenancePlan { Title = "m", Strategy = MaintenanceStrategy.Manual }, Group);
        _calendar.IsUnderMaintenance(Shop).ShouldBeFalse();
        _monitors.DescendantsOf(Group).Returns([Child, Shop]);

        await _calendar.OnAsync(new MonitorEdited(Shop), CancellationToken.None);

        _calendar.IsUnderMaintenance(Shop).ShouldBeTrue();
    }

    [Fact]
    public async Task A_deleted_monitor_is_covered_no_longer()
    {
        await StartAsync(new MaintenancePlan { Title = "m", Strategy = MaintenanceStrategy.Manual });

        await _calendar.OnAsync(new MonitorDeleted(Shop), CancellationToken.None);

        _calendar.FindOwned(new(1), Alice)!.Monitors.ShouldBeEmpty();
        _calendar.IsUnderMaintenance(Shop).ShouldBeFalse();
    }

    [Fact]
    public async Task A_changed_plan_counts_at_once_and_is_announced_by_whoever_changed_it()
    {
        var plan = new MaintenancePlan { Id = new(1), Owner = Alice, Title = "m", Strategy = MaintenanceStrategy.Manual };
        await StartAsync(plan);
        var version = _calendar.Version;
        _repository.FindAsync(plan.Id, Arg.Any<CancellationToken>()).Returns(new StoredMaintenance(plan.Pause(), [Shop], []));

        await _calendar.OnAsync(new MaintenanceChanged(plan.Id), CancellationToken.None);

        _calendar.IsUnderMaintenance(Shop).ShouldBeFalse();
        _calendar.Version.ShouldBeGreaterThan(version);
        _announced.ShouldBe(0);
    }

    [Fact]
    public async Task An_interval_is_counted_from_the_window_that_begins_now()
    {
        await StartAsync(Nightly with { IntervalDay = 3, Zone = "UTC" });

        AdvanceTo("2026-03-29T02:00:00Z");
        await EventuallyAsync(() => _calendar.IsUnderMaintenance(Shop), "the first window opens");

        var began = new DateTimeOffset(2026, 3, 29, 2, 0, 0, TimeSpan.Zero);
        await _repository.Received(1).SaveLastStartAsync(new(1), began, Arg.Any<CancellationToken>());
        _calendar.FindOwned(new(1), Alice)!.State.Slots[1].Start.ShouldBe(began.AddDays(3));
    }

    [Fact]
    public async Task A_database_that_is_away_delays_the_news_and_does_not_end_the_watch()
    {
        _repository.SaveLastStartAsync(default, default, default).ReturnsForAnyArgs(
            _ => Task.FromException(new InvalidOperationException("away")), _ => Task.CompletedTask);
        await StartAsync(Nightly with { IntervalDay = 3, Zone = "UTC" });

        AdvanceTo("2026-03-29T02:00:00Z");
        await EventuallyAsync(() => _repository.ReceivedCalls().Count() > 1, "the beginning is to be stored");
        await EventuallyAsync(() => _calendar.IsUnderMaintenance(Shop), "the next try succeeds");
    }

    [Fact]
    public async Task A_clock_that_was_set_forward_is_noticed_within_a_minute()
    {
        await StartAsync(Single("2026-03-28T18:00", "2026-03-28T19:00"));

        _time.AdjustTime(new DateTimeOffset(2026, 3, 28, 18, 30, 0, TimeSpan.Zero));
        _time.Advance(TimeSpan.FromMinutes(1));

        await EventuallyAsync(() => _calendar.IsUnderMaintenance(Shop), "the window is open by the new time");
    }

    [Fact]
    public async Task Nobody_sees_the_plans_of_others()
    {
        await StartAsync(new MaintenancePlan { Title = "m", Strategy = MaintenanceStrategy.Manual });

        _calendar.OwnedBy(Alice).Count.ShouldBe(1);
        _calendar.OwnedBy(new UserId(2)).ShouldBeEmpty();
        _calendar.FindOwned(new(1), new UserId(2)).ShouldBeNull();
        _calendar.RunningOn(new StatusPageId(5)).Count.ShouldBe(1);
        _calendar.RunningOn(new StatusPageId(6)).ShouldBeEmpty();
    }

    private static MaintenancePlan Nightly => new()
    {
        Title = "n", Strategy = MaintenanceStrategy.RecurringInterval, IntervalDay = 1, StartTime = new(2, 0), EndTime = new(3, 0),
        Duration = TimeSpan.FromHours(1),
    };

    private static MaintenancePlan Single(string start, string end) =>
        new() { Title = "s", Strategy = MaintenanceStrategy.Single, StartDate = start, EndDate = end, Zone = "UTC" };

    private Task StartAsync(MaintenancePlan plan, MonitorId? covers = null)
    {
        StoredMaintenance stored = new(plan with { Id = new(1), Owner = Alice }, [covers ?? Shop], [new StatusPageId(5)]);
        _repository.ListAsync(Arg.Any<CancellationToken>()).Returns([stored]);
        return _calendar.StartAsync(CancellationToken.None);
    }

    private void AdvanceTo(string time) => _time.Advance(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture) - _time.GetUtcNow());

    /// <summary>Lets the clock go on, a second at a time, until the calendar has caught up with it.</summary>
    private Task EventuallyAsync(Func<bool> condition, string what) => Eventually.TrueAsync(
        () =>
        {
            if (condition())
            {
                return true;
            }

            _time.Advance(TimeSpan.FromSeconds(1));
            return false;
        },
        what);
}
