using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;

namespace Kuma.Domain.Tests.Heartbeats;

/// <summary>
/// The whole truth table of spec/engine.md sections 4 to 6: every previous state by every finding by every flag. What is expected is written as
/// tables here, so that the rules are read twice and not computed the same way twice.
/// </summary>
public sealed class BeatPolicyTruthTableTests
{
    private const int Retry = 2;
    private const string QueryFailed = "JSON query does not pass (comparing 1 == 2)";

    private static readonly DateTimeOffset Start = new(2026, 3, 29, 1, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LastDown = Start - TimeSpan.FromHours(1);

    // What the newest beat was, and for PENDING what people were told before it.
    private static readonly string[] Previous = ["first", "UP", "DOWN", "MAINT", "PENDING", "PENDING after UP", "PENDING after DOWN", "PENDING after MAINT"];

    // What a check comes to.
    private static readonly string[] Findings = ["up", "pending", "down", "error", "query error"];

    // Columns: UP, DOWN, PENDING, MAINT. I is important, N is notified.
    private static readonly Dictionary<string, string[]> News = new()
    {
        ["first"] = ["I", "IN", "I", "I"],
        ["UP"] = ["", "IN", "", "I"],
        ["DOWN"] = ["IN", "", "", "I"],
        ["MAINT"] = ["I", "IN", "", ""],
        ["PENDING"] = ["", "IN", "", ""],
        ["PENDING after UP"] = ["", "IN", "", "I"],
        ["PENDING after DOWN"] = ["IN", "IN", "", "I"],
        ["PENDING after MAINT"] = ["I", "IN", "", ""],
    };

    // Finding, upside-down, json-query that retries only failed requests: what it is. "fail" leaves it to the retries.
    private static readonly Dictionary<(string, bool, bool), string> Meaning = new()
    {
        [("up", false, false)] = "UP",
        [("up", false, true)] = "UP",
        [("up", true, false)] = "fail",
        [("up", true, true)] = "fail",
        [("pending", false, false)] = "PENDING",
        [("pending", false, true)] = "PENDING",
        [("pending", true, false)] = "PENDING",
        [("pending", true, true)] = "PENDING",
        [("down", false, false)] = "DOWN",
        [("down", false, true)] = "DOWN",
        [("down", true, false)] = "UP",
        [("down", true, true)] = "UP",
        [("error", false, false)] = "fail",
        [("error", false, true)] = "fail",
        [("error", true, false)] = "UP",
        [("error", true, true)] = "UP",
        [("query error", false, false)] = "fail",
        [("query error", false, true)] = "DOWN",
        [("query error", true, false)] = "UP",
        [("query error", true, true)] = "UP",
    };

    // Failures before, limit of retries: what a failure comes to and the counter after it.
    private static readonly Dictionary<(int Before, int Limit), (HeartbeatStatus Status, int Retries)> Failure = new()
    {
        [(0, 0)] = (HeartbeatStatus.Down, 1),
        [(1, 0)] = (HeartbeatStatus.Down, 2),
        [(2, 0)] = (HeartbeatStatus.Down, 3),
        [(5, 0)] = (HeartbeatStatus.Down, 6),
        [(0, Retry)] = (HeartbeatStatus.Pending, 1),
        [(1, Retry)] = (HeartbeatStatus.Pending, 2),
        [(2, Retry)] = (HeartbeatStatus.Down, 3),
        [(5, Retry)] = (HeartbeatStatus.Down, 6),
    };

    // DOWN beats since the last notification, interval of resending: the counter after one more, and whether it is sent again.
    private static readonly Dictionary<(int Before, int Interval), (int After, bool Resend)> Resending = new()
    {
        [(0, 0)] = (0, false),
        [(1, 0)] = (1, false),
        [(2, 0)] = (2, false),
        [(0, 1)] = (0, true),
        [(1, 1)] = (0, true),
        [(2, 1)] = (0, true),
        [(0, 3)] = (1, false),
        [(1, 3)] = (2, false),
        [(2, 3)] = (0, true),
    };

    private static readonly bool[] Flags = [false, true];

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var previous in Previous)
        {
            foreach (var finding in Findings)
            {
                cases.Add(previous, finding);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_combination_of_flags_is_judged_by_the_table(string previous, string finding)
    {
        foreach (var (before, limit) in Failure.Keys)
        {
            foreach (var (downCount, resendInterval) in Resending.Keys)
            {
                foreach (var isUpsideDown in Flags)
                {
                    foreach (var isSelective in Flags)
                    {
                        foreach (var isUnderMaintenance in Flags)
                        {
                            foreach (var retryInterval in new[] { 0, 7 })
                            {
                                Judge(new Case(previous, finding, before, limit, downCount, resendInterval, isUpsideDown, isSelective, isUnderMaintenance, retryInterval));
                            }
                        }
                    }
                }
            }
        }
    }

    private static void Judge(Case it)
    {
        var settings = new MonitorSettings
        {
            Name = "m",
            Type = it.IsSelective ? MonitorTypes.JsonQuery : MonitorTypes.Http,
            RetryOnlyOnStatusCodeFailure = it.IsSelective,
            Interval = 60,
            RetryInterval = it.RetryInterval,
            MaxRetries = it.Limit,
            ResendInterval = it.ResendInterval,
            UpsideDown = it.IsUpsideDown,
        };
        var seen = new Observation(Status(it.Finding), it.Finding.EndsWith("error", StringComparison.Ordinal), Words(it.Finding), Ping: 12.5) { Response = [1], Duration = 3 };

        var decision = BeatPolicy.Decide(
            new MonitorId(9), settings, State(it), seen, it.IsUnderMaintenance, Start, Start + TimeSpan.FromSeconds(1));

        var (status, retries, message) = Expected(it);
        var news = News[it.Previous][Column(status)];
        var (downCount, resend) = news.Length > 0 ? (0, false)
            : status == HeartbeatStatus.Down ? Resending[(it.DownCount, it.ResendInterval)]
            : (it.DownCount, false);
        var why = it.ToString();
        decision.Beat.Status.ShouldBe(status, why);
        decision.Beat.Message.ShouldBe(message, why);
        decision.Beat.Retries.ShouldBe(retries, why);
        decision.Beat.Important.ShouldBe(news.Length > 0, why);
        decision.Beat.DownCount.ShouldBe(downCount, why);
        decision.Notify.ShouldBe(news is "IN" || resend, why);
        decision.IsResend.ShouldBe(resend, why);
        decision.Beat.Ping.ShouldBe(it.IsUnderMaintenance ? null : 12.5, why);
        decision.Beat.Response.ShouldBe(it.IsUnderMaintenance ? null : seen.Response, why);
        decision.Beat.MonitorId.ShouldBe(new MonitorId(9), why);
        decision.Beat.Time.ShouldBe(Start, why);
        decision.Beat.EndTime.ShouldBe(Start + TimeSpan.FromSeconds(1), why);
        decision.Beat.Duration.ShouldBe(3, why);
        decision.Delay.ShouldBe(TimeSpan.FromSeconds(status == HeartbeatStatus.Pending && it.RetryInterval > 0 ? it.RetryInterval : 60), why);
        decision.Next.ShouldBe(
            new BeatState(
                status,
                status == HeartbeatStatus.Pending ? State(it).Announced : status,
                retries,
                downCount,
                Start,
                news is "IN" && status == HeartbeatStatus.Down ? Start : LastDown),
            why);
    }

    private static (HeartbeatStatus Status, int Retries, string? Message) Expected(Case it)
    {
        if (it.IsUnderMaintenance)
        {
            return (HeartbeatStatus.Maintenance, 0, "Monitor under maintenance");
        }

        var words = it is { Finding: "up", IsUpsideDown: true } ? "Flip UP to DOWN" : Words(it.Finding);
        switch (Meaning[(it.Finding, it.IsUpsideDown, it.IsSelective)])
        {
            case "UP":
                return (HeartbeatStatus.Up, 0, words);
            case "PENDING":
                return (HeartbeatStatus.Pending, 0, words);
            case "DOWN":
                return (HeartbeatStatus.Down, 0, words);
            default:
                var (status, retries) = Failure[(it.Retries, it.Limit)];
                return (status, retries, words);
        }
    }

    private static BeatState State(Case it) => it.Previous switch
    {
        "first" => new BeatState(Status: null, Announced: null, it.Retries, it.DownCount, Time: null, LastDown),
        "UP" => Told(HeartbeatStatus.Up, it),
        "DOWN" => Told(HeartbeatStatus.Down, it),
        "MAINT" => Told(HeartbeatStatus.Maintenance, it),
        "PENDING" => new BeatState(HeartbeatStatus.Pending, Announced: null, it.Retries, it.DownCount, LastDown, LastDown),
        "PENDING after UP" => Told(HeartbeatStatus.Up, it) with { Status = HeartbeatStatus.Pending },
        "PENDING after DOWN" => Told(HeartbeatStatus.Down, it) with { Status = HeartbeatStatus.Pending },
        "PENDING after MAINT" => Told(HeartbeatStatus.Maintenance, it) with { Status = HeartbeatStatus.Pending },
        _ => throw new ArgumentOutOfRangeException(nameof(it), it.Previous, "Not a previous state."),
    };

    private static BeatState Told(HeartbeatStatus status, Case it) => new(status, status, it.Retries, it.DownCount, LastDown, LastDown);

    private static HeartbeatStatus Status(string finding) => finding switch
    {
        "up" => HeartbeatStatus.Up,
        "pending" => HeartbeatStatus.Pending,
        _ => HeartbeatStatus.Down,
    };

    private static string Words(string finding) => finding is "query error" ? QueryFailed : finding;

    private static int Column(HeartbeatStatus status) => status switch
    {
        HeartbeatStatus.Up => 0,
        HeartbeatStatus.Down => 1,
        HeartbeatStatus.Pending => 2,
        _ => 3,
    };

    private sealed record Case(
        string Previous,
        string Finding,
        int Retries,
        int Limit,
        int DownCount,
        int ResendInterval,
        bool IsUpsideDown,
        bool IsSelective,
        bool IsUnderMaintenance,
        int RetryInterval);
}
