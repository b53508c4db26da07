using System.Collections.Concurrent;
using Kuma.Application.Monitoring;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Engine;
using Kuma.Testing;
using NSubstitute;
using Monitor = Kuma.Domain.Monitors.Monitor;

namespace Kuma.Infrastructure.Tests.Engine;

/// <summary>What users do to monitors while these are checked: no beat is lost, none comes from a life that is over.</summary>
public sealed class LiveChangeTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Fact]
    public async Task The_period_is_from_start_to_start_however_long_a_check_takes()
    {
        var monitor = await Rig.AddAsync(settings: settings => settings with { Interval = 20 });
        Rig.Runner.Answer = async (_, _) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(8), Rig.Time, CancellationToken.None);
            return CheckOutcome.Up("slow");
        };
        await TellAsync(new MonitorAdded(monitor.Id));

        await BeatsAsync(monitor, 4);

        Pauses(monitor).ShouldAllBe(seconds => seconds >= 16 && seconds <= 26);
    }

    [Fact]
    public async Task A_check_that_takes_longer_than_the_interval_is_followed_by_the_next_and_never_overlaps()
    {
        var monitor = await Rig.AddAsync(settings: settings => settings with { Interval = 5 });
        var (atOnce, most) = (0, 0);
        Rig.Runner.Answer = async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref atOnce));
            await Task.Delay(TimeSpan.FromSeconds(30), Rig.Time, CancellationToken.None);
            Interlocked.Decrement(ref atOnce);
            return CheckOutcome.Up("very slow");
        };
        await TellAsync(new MonitorAdded(monitor.Id));

        await BeatsAsync(monitor, 3);

        most.ShouldBe(1);
        Pauses(monitor).ShouldAllBe(seconds => seconds >= 30 && seconds <= 33);
    }

    [Fact]
    public async Task Retries_come_at_their_own_interval()
    {
        var monitor = await Rig.AddAsync(settings: settings => settings with { Interval = 60, RetryInterval = 10, MaxRetries = 3 });
        Rig.Runner.Answer = (_, _) => Task.FromResult(CheckOutcome.Failed("gone"));
        await TellAsync(new MonitorAdded(monitor.Id));

        await BeatsAsync(monitor, 5);

        var beats = Rig.Board.Recent(monitor.Id).Take(5).ToList();
        beats.Select(beat => (beat.Status, beat.Retries)).ShouldBe(
        [
            (HeartbeatStatus.Pending, 1), (HeartbeatStatus.Pending, 2), (HeartbeatStatus.Pending, 3), (HeartbeatStatus.Down, 4), (HeartbeatStatus.Down, 5),
        ]);
        var pauses = Pauses(monitor);
        pauses.Take(3).ShouldAllBe(seconds => seconds >= 6 && seconds <= 16);
        pauses[3].ShouldBeInRange(54, 66);
    }

    [Fact]
    public async Task A_restart_in_the_middle_of_the_retries_goes_on_with_them()
    {
        var monitor = await Rig.AddAsync(settings: settings => settings with { Interval = 60, RetryInterval = 10, MaxRetries = 3 });
        Rig.Runner.Answer = (_, _) => Task.FromResult(CheckOutcome.Failed("gone"));
        await TellAsync(new MonitorAdded(monitor.Id));
        await BeatsAsync(monitor, 2);
        await Rig.Engine.StopAsync(monitor.Id, CancellationToken.None);
        await Rig.StoredAsync();
        var before = Rig.Board.Recent(monitor.Id).Count;

        Rig = await Rig.RestartAsync();
        await BeatsAsync(monitor, 5);

        Rig.Board.Recent(monitor.Id).Select(beat => beat.Retries).Take(5).ShouldBe([1, 2, 3, 4, 5]);
        Rig.Board.Recent(monitor.Id).Count(beat => beat.Important && beat.Status is HeartbeatStatus.Down).ShouldBe(1);
        before.ShouldBeLessThan(4);
    }

    [Fact]
    public async Task An_edit_while_a_check_is_in_flight_drops_its_answer_and_begins_anew_with_the_new_interval()
    {
        var monitor = await Rig.AddAsync(settings: settings => settings with { Interval = 300 });
        var held = new TaskCompletionSource<CheckOutcome>();
        Rig.Runner.Answer = (_, _) => held.Task;
        await TellAsync(new MonitorAdded(monitor.Id));
        await Eventually.TrueAsync(() => Rig.Runner.ChecksOf(monitor.Id) == 1, "the check is in flight");

        Rig.Runner.Answer = (_, _) => Task.FromResult(CheckOutcome.Up("new"));
        var edited = monitor.Edit(monitor.Settings with { Interval = 20 });
        await TellAsync(edited);
        held.SetResult(CheckOutcome.Failed("a ghost"));
        await BeatsAsync(monitor, 3);

        Rig.Board.Recent(monitor.Id).ShouldAllBe(beat => beat.Message == "new");
        Pauses(monitor).ShouldAllBe(seconds => seconds >= 16 && seconds <= 26);
    }

    [Fact]
    public async Task A_push_monitor_whose_interval_is_shortened_is_overdue_by_the_new_one()
    {
        var monitor = await Rig.AddAsync("push", settings => settings with { Interval = 3600 });
        await TellAsync(new MonitorAdded(monitor.Id));
        await Rig.Recorder.Record(monitor, generation: null, previous => PushPolicy.Receive(
            monitor.Id, monitor.Settings, previous, reportedUp: true, "OK", ping: null, underMaintenance: false, Rig.Time.GetUtcNow()))!.Committed;

        await TellAsync(monitor.Edit(monitor.Settings with { Interval = 20 }));
        await BeatsAsync(monitor, 2);

        var overdue = Rig.Board.Recent(monitor.Id)[1];
        (overdue.Status, overdue.Message).ShouldBe((HeartbeatStatus.Down, PushPolicy.OverdueMessage));
        overdue.Duration.ShouldNotBeNull().ShouldBeInRange(20, 60, "twenty seconds, not an hour");
    }

    [Fact]
    public async Task A_monitor_that_is_resumed_in_a_maintenance_is_not_checked()
    {
        var monitor = await Rig.AddAsync();
        monitor.Pause();
        Rig.Calendar.IsUnderMaintenance(monitor.Id).Returns(true);

        await TellAsync(monitor.Resume());
        await BeatsAsync(monitor, 1);

        Rig.Board.Recent(monitor.Id)[0].Status.ShouldBe(HeartbeatStatus.Maintenance);
        Rig.Runner.ChecksOf(monitor.Id).ShouldBe(0);
    }

    [Fact]
    public async Task A_group_that_leaves_a_paused_one_takes_along_what_is_below_it()
    {
        var outer = await GroupAsync(parent: null);
        var inner = await GroupAsync(outer);
        var monitor = await Rig.AddAsync(settings: settings => settings with { Interval = 20, Parent = inner.Id });
        await TellAsync(outer.Pause());

        await TellAsync(inner.Edit(inner.Settings with { Parent = null }));

        await BeatsAsync(monitor, 2);
    }

    [Fact]
    public async Task A_group_that_enters_a_paused_one_takes_along_what_is_below_it()
    {
        var (outer, inner) = (await GroupAsync(parent: null), await GroupAsync(parent: null));
        var monitor = await Rig.AddAsync(settings: settings => settings with { Interval = 20, Parent = inner.Id });
        var held = new TaskCompletionSource<CheckOutcome>();
        Rig.Runner.Answer = (_, _) => held.Task;
        await TellAsync(new MonitorAdded(monitor.Id));
        await TellAsync(outer.Pause());
        await Eventually.TrueAsync(() => Rig.Runner.ChecksOf(monitor.Id) == 1, "the check is in flight");

        await TellAsync(inner.Edit(inner.Settings with { Parent = outer.Id }));
        held.SetResult(CheckOutcome.Up("a ghost"));
        Rig.Time.Advance(TimeSpan.FromSeconds(60));
        await Rig.StoredAsync();

        Rig.Board.Last(monitor.Id).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_below_a_paused_group_that_goes_away_runs_again()
    {
        var outer = await GroupAsync(parent: null);
        var inner = await GroupAsync(outer);
        var monitor = await Rig.AddAsync(settings: settings => settings with { Interval = 20, Parent = inner.Id });
        await TellAsync(outer.Pause());

        inner.Edit(inner.Settings with { Parent = null });
        await TellAsync(new MonitorUnlinked(inner.Id));
        await TellAsync(new MonitorDeleting(outer.Id));
        Rig.Monitors.Remove(outer.Id);
        await TellAsync(new MonitorDeleted(outer.Id));

        await BeatsAsync(monitor, 2);
    }

    [Fact]
    public async Task An_edited_group_leaves_its_members_in_their_rhythm()
    {
        var group = await GroupAsync(parent: null);
        var monitor = await Rig.AddAsync(settings: settings => settings with { Interval = 20, Parent = group.Id });
        await TellAsync(new MonitorAdded(monitor.Id));
        await BeatsAsync(monitor, 1);

        await TellAsync(group.Edit(group.Settings with { Name = "another" }));
        await BeatsAsync(monitor, 3);

        Pauses(monitor).ShouldAllBe(seconds => seconds >= 16 && seconds <= 26);
    }

    [Fact]
    public async Task A_group_that_is_deleted_with_its_members_in_flight_leaves_no_beat_and_no_state()
    {
        var group = await GroupAsync(parent: null);
        var monitor = await Rig.AddAsync(settings: settings => settings with { Interval = 20, Parent = group.Id });
        var held = new TaskCompletionSource<CheckOutcome>();
        Rig.Runner.Answer = (_, _) => held.Task;
        await TellAsync(new MonitorAdded(monitor.Id));
        await Eventually.TrueAsync(() => Rig.Runner.ChecksOf(monitor.Id) == 1, "the check is in flight");

        foreach (var id in new[] { monitor.Id, group.Id })
        {
            await TellAsync(new MonitorDeleting(id));
        }

        await using (var connection = await Rig.Database.OpenConnectionAsync(TestContext.Current.CancellationToken))
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "delete from monitor";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        foreach (var id in new[] { monitor.Id, group.Id })
        {
            Rig.Monitors.Remove(id);
            await TellAsync(new MonitorDeleted(id));
        }

        held.SetResult(CheckOutcome.Failed("a ghost"));
        Rig.Time.Advance(TimeSpan.FromSeconds(60));
        await Rig.StoredAsync();
        Rig.Board.Last(monitor.Id).ShouldBeNull();
        Rig.Get<EngineHost>().Now.Monitors.ShouldBe(0);
        Rig.Get<EngineHost>().Now.DatabaseWritable.ShouldBeTrue();
    }

    [Fact]
    public async Task After_a_sleep_of_the_machine_missed_checks_are_left_out()
    {
        var monitor = await Rig.AddAsync(settings: settings => settings with { Interval = 20 });
        await TellAsync(new MonitorAdded(monitor.Id));
        await BeatsAsync(monitor, 1);

        Rig.Time.Advance(TimeSpan.FromHours(8));
        await BeatsAsync(monitor, 3);

        var pauses = Pauses(monitor);
        pauses[0].ShouldBeInRange(8 * 3600, (8 * 3600) + 26);
        pauses[1].ShouldBeInRange(16, 26);
    }

    [Fact]
    public async Task The_first_checks_of_many_are_spread_and_each_keeps_its_place_in_the_interval()
    {
        const int Count = 200;
        var starts = new ConcurrentDictionary<MonitorId, ConcurrentQueue<DateTimeOffset>>();
        Rig.Runner.Answer = (monitor, _) =>
        {
            starts.GetOrAdd(monitor.Id, _ => []).Enqueue(Rig.Time.GetUtcNow());
            return Task.FromResult(CheckOutcome.Up("OK"));
        };
        var monitors = new List<Monitor>();
        for (var n = 0; n < Count; n++)
        {
            monitors.Add(await Rig.AddAsync(settings: settings => settings with { Interval = 4 }));
        }

        await Rig.Engine.StartAsync([.. monitors.Select(monitor => monitor.Id)], TestContext.Current.CancellationToken);
        for (var tenths = 0; tenths < 100; tenths++)
        {
            Rig.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Rig.StoredAsync();
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        await Eventually.TrueAsync(() => starts.Count == Count && starts.Values.All(all => all.Count >= 2), "two checks of each");
        var first = starts.Values.Select(all => all.First()).ToList();
        var began = first.Min();
        Enumerable.Range(0, 8).ShouldAllBe(half => first.Count(at => (int)((at - began).TotalSeconds * 2) == half) >= Count / 16, "25 of 200 in each half second");
        starts.Values.ShouldAllBe(all => Math.Abs((all.ElementAt(1) - all.First()).TotalSeconds - 4) < 0.5);
    }

    private async Task<Monitor> GroupAsync(Monitor? parent) => await Rig.AddAsync("group", settings => settings with { Interval = 3600, Parent = parent?.Id });

    private Task TellAsync(IDomainEvent happened) =>
        new EngineListener(Rig.Engine, Rig.Monitors).OnAsync(happened, TestContext.Current.CancellationToken);

    /// <summary>Seconds from each beat to the next; on a busy machine the clock of the test may be a few ahead of the check.</summary>
    private List<double> Pauses(Monitor monitor)
    {
        var beats = Rig.Board.Recent(monitor.Id);
        return [.. beats.Skip(1).Zip(beats, (beat, before) => (beat.Time - before.Time).TotalSeconds)];
    }

    /// <summary>Lets the clock go on, a second at a time, until there are so many beats.</summary>
    private async Task BeatsAsync(Monitor monitor, int count)
    {
        for (var seconds = 0; Rig.Board.Recent(monitor.Id).Count < count; seconds++)
        {
            seconds.ShouldBeLessThan(3600, $"{count} beats");
            await Rig.PassSecondAsync();
        }
    }
}
