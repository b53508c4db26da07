using Dapper;
using Kuma.Application.Monitoring;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Kuma.Testing;

namespace Kuma.Infrastructure.Tests.Engine;

public sealed class ClearingTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Fact]
    public async Task The_beat_after_cleared_heartbeats_is_a_first_beat()
    {
        var monitor = await Rig.AddAsync(settings: settings => settings with { MaxRetries = 2 });
        await Rig.BeatAsync(monitor, CheckOutcome.Up("OK", 20));
        await Rig.BeatAsync(monitor, CheckOutcome.Failed("gone"));

        await Rig.Eraser.ClearHeartbeatsAsync([monitor.Id]);
        await Rig.BeatAsync(monitor, CheckOutcome.Up("OK", 30));

        var beat = Rig.Board.Recent(monitor.Id).ShouldHaveSingleItem();
        beat.Important.ShouldBeTrue();
        beat.Retries.ShouldBe(0);
        Rig.Board.Uptime(monitor.Id, UptimeWindow.Day).ShouldBe(new UptimeFigure(1, 30));
        (await CountAsync("heartbeat", monitor.Id)).ShouldBe(1);
        (await CountAsync("stat_daily", monitor.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task A_beat_that_is_decided_before_the_clearing_is_cleared_though_it_was_not_stored_yet()
    {
        var monitor = await Rig.AddAsync("push");

        var waiting = Enumerable.Range(0, 50).Select(_ => Push(monitor.Id)).ToList();
        await Rig.Eraser.ClearHeartbeatsAsync([monitor.Id]);
        await Task.WhenAll(waiting);

        Rig.Board.Recent(monitor.Id).ShouldBeEmpty();
        (await CountAsync("heartbeat", monitor.Id)).ShouldBe(0);
        await Push(monitor.Id);
        Rig.Board.Last(monitor.Id)!.Important.ShouldBeTrue();
    }

    [Fact]
    public async Task Clearing_some_monitors_leaves_the_others_as_they_are()
    {
        var cleared = await Rig.AddAsync();
        var kept = await Rig.AddAsync();
        await Rig.BeatAsync(cleared, CheckOutcome.Up("OK", 20));
        await Rig.BeatAsync(kept, CheckOutcome.Up("OK", 40));

        await Rig.Eraser.ClearHeartbeatsAsync([cleared.Id]);
        await Rig.BeatAsync(kept, CheckOutcome.Up("OK", 60));

        (await CountAsync("heartbeat", cleared.Id)).ShouldBe(0);
        Rig.Board.Recent(kept.Id).Select(beat => beat.Important).ShouldBe([true, false]);
        Rig.Board.Uptime(kept.Id, UptimeWindow.Day).AveragePing.ShouldBe(50);
    }

    [Fact]
    public async Task Clearing_everything_makes_every_next_beat_a_first_one()
    {
        var monitor = await Rig.AddAsync();
        await Rig.BeatAsync(monitor, CheckOutcome.Up("OK", 20));

        await Rig.Eraser.ClearAllAsync([monitor.Id]);
        await Rig.BeatAsync(monitor, CheckOutcome.Failed("gone"));

        var beat = Rig.Board.Recent(monitor.Id).ShouldHaveSingleItem();
        (beat.Status, beat.Important).ShouldBe((HeartbeatStatus.Down, true));
        Rig.Board.Uptime(monitor.Id, UptimeWindow.Year).Uptime.ShouldBe(0);
    }

    [Fact]
    public async Task Cleared_events_keep_the_state_but_not_the_time_of_the_outage()
    {
        var monitor = await Rig.AddAsync();
        await Rig.BeatAsync(monitor, CheckOutcome.Failed("gone"));

        await Rig.Eraser.ClearEventsAsync(monitor.Id);
        Rig.States.Of(monitor.Id).Current.LastDownTime.ShouldBeNull();
        await Rig.BeatAsync(monitor, CheckOutcome.Up("OK", 20));

        Rig.Board.Recent(monitor.Id).Select(beat => (beat.Message, beat.Important)).ShouldBe([("", false), ("OK", true)]);
    }

    private Task Push(MonitorId id)
    {
        var monitor = Rig.Monitors.Find(id)!;
        return Rig.Recorder.Record(monitor, generation: null, previous => PushPolicy.Receive(
            id, monitor.Settings, previous, reportedUp: true, "OK", ping: null, underMaintenance: false, Rig.Time.GetUtcNow()))!.Committed;
    }

    private async Task<long> CountAsync(string table, MonitorId id)
    {
        await using var connection = await Rig.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.QuerySingleAsync<long>($"select count(*) from {table} where monitor_id = @id", new { id = id.Value });
    }
}
