using Kuma.Domain.Common;
using Kuma.Domain.Monitors;

namespace Kuma.Domain.Heartbeats;

/// <summary>The rules of push monitors (spec/engine.md section 7): what a report becomes, and when silence becomes a failure.</summary>
public static class PushPolicy
{
    public const string OverdueMessage = "No heartbeat in the time window";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Judges a report that came in over the wire.</summary>
    /// <param name="id">The monitor.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="previous">The state before the report.</param>
    /// <param name="reportedUp">What the caller says, before upside-down.</param>
    /// <param name="message">The caller's words.</param>
    /// <param name="ping">Milliseconds.</param>
    /// <param name="underMaintenance">True while the monitor or one of its groups is under maintenance.</param>
    /// <param name="now">When it came.</param>
    public static BeatDecision Receive(
        MonitorId id,
        MonitorSettings settings,
        BeatState previous,
        bool reportedUp,
        string message,
        double? ping,
        bool underMaintenance,
        DateTimeOffset now)
    {
        var (status, retries) = underMaintenance
            ? (HeartbeatStatus.Maintenance, 0)
            : Judge(settings.MaxRetries, previous, isUp: reportedUp != settings.UpsideDown);
        var (important, notify) = Importance.Of(previous, status);
        var (downCount, resend) = (previous.DownCount, false);
        if (notify)
        {
            downCount = 0;
        }
        else if (!important)
        {
            (downCount, resend) = Importance.CountDown(previous.DownCount, status, settings.ResendInterval);
        }

        var beat = new Heartbeat
        {
            MonitorId = id,
            Status = status,
            Time = now,
            EndTime = now,
            Message = message,
            Ping = ping,
            Important = important,
            Duration = previous.Time is { } time ? (int)Math.Clamp((now - time).TotalSeconds, 0, int.MaxValue) : 0,
            Retries = retries,
            DownCount = downCount,
        };
        return new BeatDecision(beat, previous.After(beat), BeatPolicy.Delay(settings, status), notify || resend);
    }

    /// <summary>Looks at the clock on behalf of a silent monitor.</summary>
    public static PushLook Look(MonitorSettings settings, BeatState previous, DateTimeOffset now)
    {
        var interval = TimeSpan.FromSeconds(Math.Max(1, settings.Interval));
        if (previous.Time is not { } time)
        {
            return PushLook.Overdue((int)interval.TotalSeconds);
        }

        // A clock that was set back makes the newest beat lie in the future; it then counts as just received.
        var age = now > time ? now - time : TimeSpan.Zero;
        var expected = settings.UpsideDown ? HeartbeatStatus.Down : HeartbeatStatus.Up;
        if (previous.Status != expected || age > interval + Grace)
        {
            return PushLook.Overdue((int)Math.Min(int.MaxValue, Math.Round(age.TotalSeconds, MidpointRounding.AwayFromZero)));
        }

        var rest = interval - age;
        return PushLook.Wait(rest > TimeSpan.Zero ? rest + Grace : Grace);
    }

    private static (HeartbeatStatus Status, int Retries) Judge(int maxRetries, BeatState previous, bool isUp)
    {
        if (isUp)
        {
            return (HeartbeatStatus.Up, 0);
        }

        return previous.Status switch
        {
            null => maxRetries > 0 ? (HeartbeatStatus.Pending, 1) : (HeartbeatStatus.Down, 0),
            HeartbeatStatus.Up or HeartbeatStatus.Pending when previous.Retries < maxRetries =>
                (HeartbeatStatus.Pending, previous.Retries + 1),
            HeartbeatStatus.Up => (HeartbeatStatus.Down, 0),
            _ => (HeartbeatStatus.Down, previous.Retries + 1),
        };
    }
}

/// <summary>What looking at a push monitor's clock came to: a failed observation, or a time to look again.</summary>
public readonly record struct PushLook(Observation? Failure, TimeSpan LookAgainAfter)
{
    public static PushLook Wait(TimeSpan delay) => new(Failure: null, delay);

    public static PushLook Overdue(int secondsSince) =>
        new(new Observation(HeartbeatStatus.Down, IsError: true, PushPolicy.OverdueMessage, Ping: null) { Duration = secondsSince }, TimeSpan.Zero);
}
