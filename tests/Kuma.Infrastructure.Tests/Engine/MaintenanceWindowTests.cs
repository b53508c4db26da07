using Kuma.Application.Common;
using Kuma.Application.Maintenance;
using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Maintenance;
using Kuma.Infrastructure.Maintenance;
using Kuma.Testing;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Monitor = Kuma.Domain.Monitors.Monitor;

namespace Kuma.Infrastructure.Tests.Engine;

/// <summary>The engine and the calendar on one clock: what a monitor beats before, during and after a window.</summary>
public sealed class MaintenanceWindowTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private EngineRig _rig = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _rig = await StartAsync(before: null);
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.Get<MaintenanceCalendar>().StopAsync(CancellationToken.None);
        await _rig.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_monitor_in_a_covered_group_beats_maintenance_within_the_window_and_is_checked_again_after_it()
    {
        var group = await _rig.AddAsync("group");
        var monitor = await _rig.AddAsync(settings: settings => settings with { Interval = 20, MaxRetries = 3, Parent = group.Id });
        await CoverAsync(group, "2026-03-14T09:27:30", "2026-03-14T09:28:30");
        await _rig.Engine.StartAsync([monitor.Id], CancellationToken.None);

        await BeatsAsync(monitor, HeartbeatStatus.Up);
        await BeatsAsync(monitor, HeartbeatStatus.Maintenance);
        var checks = _rig.Runner.ChecksOf(monitor.Id);
        var first = _rig.Board.Recent(monitor.Id).First(beat => beat.Status is HeartbeatStatus.Maintenance);
        (first.Important, first.Message, first.Ping).ShouldBe((true, BeatPolicy.MaintenanceMessage, null));
        first.Time.ShouldBeInRange(At(27, 30), At(27, 50));

        await BeatsAsync(monitor, HeartbeatStatus.Up);
        var up = _rig.Board.Recent(monitor.Id).Last(beat => beat.Important);
        (up.Status, up.Message).ShouldBe((HeartbeatStatus.Up, "OK"));
        up.Time.ShouldBeInRange(At(28, 30), At(28, 50));
        _rig.Board.Recent(monitor.Id).Count(beat => beat.Status is HeartbeatStatus.Maintenance).ShouldBeInRange(2, 4, "one per interval of the window");
        checks.ShouldBe(_rig.Board.Recent(monitor.Id).Count(beat => beat.Time < At(27, 30)), "nothing is checked within it");
    }

    [Fact]
    public async Task What_is_down_after_a_window_is_news()
    {
        var monitor = await _rig.AddAsync(settings: settings => settings with { Interval = 20 });
        await CoverAsync(monitor, "2026-03-14T09:00", "2026-03-14T09:27:30");
        _rig.Runner.Answer = (_, _) => Task.FromResult(CheckOutcome.Failed("gone"));
        await _rig.Engine.StartAsync([monitor.Id], CancellationToken.None);

        await BeatsAsync(monitor, HeartbeatStatus.Maintenance);
        await BeatsAsync(monitor, HeartbeatStatus.Down);

        _rig.Board.Recent(monitor.Id).First(beat => beat.Status is HeartbeatStatus.Down).Important.ShouldBeTrue();
    }

    [Fact]
    public async Task A_window_that_ended_while_Kuma_was_down_is_over_and_the_first_check_is_news()
    {
        var monitor = await _rig.AddAsync(settings: settings => settings with { Interval = 20 });
        await CoverAsync(monitor, "2026-03-14T09:00", "2026-03-14T09:40");
        await _rig.Engine.StartAsync([monitor.Id], CancellationToken.None);
        await BeatsAsync(monitor, HeartbeatStatus.Maintenance);
        await _rig.Get<MaintenanceCalendar>().StopAsync(CancellationToken.None);
        await _rig.StopAsync();

        _rig.Time.Advance(TimeSpan.FromHours(1));
        _rig = await StartAsync(_rig);
        await BeatsAsync(monitor, HeartbeatStatus.Up);

        var up = _rig.Board.Recent(monitor.Id).Last();
        up.Important.ShouldBeTrue();
        _rig.Board.Recent(monitor.Id).Where(beat => beat.Time > At(40, 0)).ShouldAllBe(beat => beat.Status == HeartbeatStatus.Up);
    }

    [Fact]
    public async Task A_window_that_began_while_Kuma_was_down_holds_from_the_first_beat()
    {
        var monitor = await _rig.AddAsync(settings: settings => settings with { Interval = 20 });
        await CoverAsync(monitor, "2026-03-14T09:30", "2026-03-14T12:00");
        await _rig.Engine.StartAsync([monitor.Id], CancellationToken.None);
        await BeatsAsync(monitor, HeartbeatStatus.Up);
        await _rig.Get<MaintenanceCalendar>().StopAsync(CancellationToken.None);
        await _rig.StopAsync();

        _rig.Time.Advance(TimeSpan.FromHours(1));
        _rig = await StartAsync(_rig);
        await BeatsAsync(monitor, HeartbeatStatus.Maintenance);

        _rig.Runner.ChecksOf(monitor.Id).ShouldBe(0);
        _rig.Board.Last(monitor.Id)!.Important.ShouldBeTrue();
    }

    private static DateTimeOffset At(int minute, int second) => new(2026, 3, 14, 9, minute, second, TimeSpan.Zero);

    private Task<EngineRig> StartAsync(EngineRig? before) =>
        EngineRig.StartAsync(_database.DataSource, before, services =>
        {
            services.AddSingleton<IMaintenanceRepository, MaintenanceRepository>();
            services.AddSingleton(Substitute.For<IDomainEvents>());
            services.AddSingleton<MaintenanceCalendar>();
            services.AddSingleton<IMaintenanceCalendar>(provider => provider.GetRequiredService<MaintenanceCalendar>());
        });

    private async Task CoverAsync(Monitor monitor, string start, string end)
    {
        var maintenances = _rig.Get<IMaintenanceRepository>();
        var id = await maintenances.AddAsync(
            new MaintenancePlan { Owner = EngineRig.Owner, Title = "m", Strategy = MaintenanceStrategy.Single, StartDate = start, EndDate = end },
            CancellationToken.None);
        await maintenances.ReplaceMonitorsAsync(id, EngineRig.Owner, [monitor.Id], CancellationToken.None);
        await _rig.Get<MaintenanceCalendar>().OnAsync(new MaintenanceChanged(id), CancellationToken.None);
    }

    /// <summary>Lets the clock go on, a second at a time, until the newest beat has this status.</summary>
    private Task BeatsAsync(Monitor monitor, HeartbeatStatus status) => Eventually.TrueAsync(
        () =>
        {
            if (_rig.Board.Last(monitor.Id)?.Status == status)
            {
                return true;
            }

            _rig.Time.Advance(TimeSpan.FromSeconds(1));
            return false;
        },
        $"a beat that says {status}",
        TimeSpan.FromSeconds(30));
}
