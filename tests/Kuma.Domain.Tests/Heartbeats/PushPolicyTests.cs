using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;

namespace Kuma.Domain.Tests.Heartbeats;

/// <summary>Push monitors, by the table of spec/engine.md section 7.</summary>
public sealed class PushPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 10, 25, 0, 59, 30, TimeSpan.Zero);

    // Previous state, failures before it, limit of retries: what a reported DOWN becomes.
    public static TheoryData<HeartbeatStatus?, int, int, HeartbeatStatus, int> ReportsOfDown => new()
    {
        { null, 0, 0, HeartbeatStatus.Down, 0 },
        { null, 0, 2, HeartbeatStatus.Pending, 1 },
        { HeartbeatStatus.Up, 0, 0, HeartbeatStatus.Down, 0 },
        { HeartbeatStatus.Up, 0, 2, HeartbeatStatus.Pending, 1 },
        { HeartbeatStatus.Up, 2, 2, HeartbeatStatus.Down, 0 },
        { HeartbeatStatus.Pending, 1, 2, HeartbeatStatus.Pending, 2 },
        { HeartbeatStatus.Pending, 2, 2, HeartbeatStatus.Down, 3 },
        { HeartbeatStatus.Pending, 1, 0, HeartbeatStatus.Down, 2 },
        { HeartbeatStatus.Down, 0, 0, HeartbeatStatus.Down, 1 },
        { HeartbeatStatus.Down, 0, 2, HeartbeatStatus.Down, 1 },
        { HeartbeatStatus.Down, 3, 2, HeartbeatStatus.Down, 4 },
        { HeartbeatStatus.Maintenance, 0, 0, HeartbeatStatus.Down, 1 },
        { HeartbeatStatus.Maintenance, 0, 2, HeartbeatStatus.Down, 1 },
    };

    [Theory]
    [MemberData(nameof(ReportsOfDown))]
    public void A_reported_failure_uses_up_retries(
        HeartbeatStatus? previous, int before, int limit, HeartbeatStatus expected, int retries)
    {
        foreach (var isUpsideDown in new[] { false, true })
        {
            var decision = Receive(previous, before, Settings(limit, isUpsideDown), reportedUp: isUpsideDown);

            decision.Beat.Status.ShouldBe(expected);
            decision.Beat.Retries.ShouldBe(retries);
            decision.Beat.Message.ShouldBe("said");
        }
    }

    [Fact]
    public void A_reported_success_ends_the_retries_of_any_state()
    {
        foreach (var previous in new HeartbeatStatus?[] { null, HeartbeatStatus.Down, HeartbeatStatus.Up, HeartbeatStatus.Pending, HeartbeatStatus.Maintenance })
        {
            foreach (var isUpsideDown in new[] { false, true })
            {
                var beat = Receive(previous, retries: 3, Settings(limit: 5, isUpsideDown), reportedUp: !isUpsideDown).Beat;

                beat.Status.ShouldBe(HeartbeatStatus.Up);
                beat.Retries.ShouldBe(0);
            }
        }
    }

    [Fact]
    public void Under_maintenance_the_report_keeps_its_words()
    {
        var beat = PushPolicy.Receive(new MonitorId(1), Settings(), default, reportedUp: true, "said", 4, underMaintenance: true, Now).Beat;

        beat.Status.ShouldBe(HeartbeatStatus.Maintenance);
        beat.Message.ShouldBe("said");
        beat.Ping.ShouldBe(4);
    }

    [Fact]
    public void The_duration_is_the_seconds_since_the_beat_before()
    {
        Receive(previous: null, retries: 0, Settings(), reportedUp: true).Beat.Duration.ShouldBe(0);
        Receive(HeartbeatStatus.Up, retries: 0, Settings(), reportedUp: true).Beat.Duration.ShouldBe(42);
    }

    [Theory]
    [InlineData(0, 2, false, 2)] // No resending: the count stays.
    [InlineData(3, 1, false, 2)]
    [InlineData(3, 2, true, 0)]
    public void Repeated_failures_are_told_again(int interval, int before, bool isResent, int after)
    {
        var state = new BeatState(HeartbeatStatus.Down, HeartbeatStatus.Down, Retries: 1, before, Now, Now);

        var decision = PushPolicy.Receive(
            new MonitorId(1), Settings() with { ResendInterval = interval }, state, reportedUp: false, "said", ping: null, underMaintenance: false, Now);

        decision.Notify.ShouldBe(isResent);
        decision.IsResend.ShouldBe(isResent);
        decision.Beat.DownCount.ShouldBe(after);
    }

    [Fact]
    public void Silence_from_the_beginning_is_a_failure_of_one_interval()
    {
        var failure = PushPolicy.Look(Settings(), default, Now).Failure.ShouldNotBeNull();

        failure.IsError.ShouldBeTrue();
        failure.Message.ShouldBe("No heartbeat in the time window");
        failure.Duration.ShouldBe(60);
    }

    [Theory]
    [InlineData(0, 61_000)]
    [InlineData(59_000, 2_000)]
    [InlineData(60_500, 1_000)]
    [InlineData(61_000, 1_000)]
    public void A_report_in_time_needs_no_beat(int age, int lookAgainAfter)
    {
        var look = PushPolicy.Look(Settings(), Last(HeartbeatStatus.Up, age), Now);

        look.Failure.ShouldBeNull();
        look.LookAgainAfter.ShouldBe(TimeSpan.FromMilliseconds(lookAgainAfter));
    }

    [Fact]
    public void A_report_is_late_after_the_interval_and_a_second()
    {
        PushPolicy.Look(Settings(), Last(HeartbeatStatus.Up, 61_001), Now).Failure.ShouldNotBeNull().Duration.ShouldBe(61);
        PushPolicy.Look(Settings(), Last(HeartbeatStatus.Up, 61_500), Now).Failure.ShouldNotBeNull().Duration.ShouldBe(62);
    }

    [Theory]
    [InlineData(HeartbeatStatus.Down, false)]
    [InlineData(HeartbeatStatus.Pending, false)]
    [InlineData(HeartbeatStatus.Maintenance, false)]
    [InlineData(HeartbeatStatus.Up, true)]
    public void A_state_that_is_not_the_good_one_keeps_failing(HeartbeatStatus status, bool isUpsideDown) =>
        PushPolicy.Look(Settings(isUpsideDown: isUpsideDown), Last(status, 1_000), Now).Failure.ShouldNotBeNull().Duration.ShouldBe(1);

    [Fact]
    public void A_clock_set_back_does_not_make_a_report_late()
    {
        var look = PushPolicy.Look(Settings(), Last(HeartbeatStatus.Up, -3_600_000), Now);

        look.Failure.ShouldBeNull();
        look.LookAgainAfter.ShouldBe(TimeSpan.FromSeconds(61));
    }

    private static MonitorSettings Settings(int limit = 0, bool isUpsideDown = false) =>
        new() { Name = "m", Type = MonitorTypes.Push, Interval = 60, MaxRetries = limit, UpsideDown = isUpsideDown };

    private static BeatState Last(HeartbeatStatus status, int ageMs) =>
        new(status, status, Retries: 0, DownCount: 0, Now - TimeSpan.FromMilliseconds(ageMs), LastDownTime: null);

    private static BeatDecision Receive(HeartbeatStatus? previous, int retries, MonitorSettings settings, bool reportedUp)
    {
        var state = new BeatState(previous, previous, retries, DownCount: 0, previous is null ? null : Now - TimeSpan.FromSeconds(42.9), LastDownTime: null);
        return PushPolicy.Receive(new MonitorId(1), settings, state, reportedUp, "said", ping: null, underMaintenance: false, Now);
    }
}
