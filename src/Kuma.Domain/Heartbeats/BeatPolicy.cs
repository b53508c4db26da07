using Kuma.Domain.Common;
using Kuma.Domain.Monitors;

namespace Kuma.Domain.Heartbeats;

/// <summary>
/// The rules of a beat: retries, PENDING, upside-down, maintenance, importance and resending (spec/engine.md sections 2 to 6). Pure: what comes
/// out depends on nothing but what goes in.
/// </summary>
public static class BeatPolicy
{
    public const string MaintenanceMessage = "Monitor under maintenance";
    public const string FlipMessage = "Flip UP to DOWN";

    // The words by which a json-query check says that its condition failed, as opposed to the request.
    private const string QueryFailed = "JSON query does not pass";

    /// <summary>Judges what the engine's own check found.</summary>
    public static BeatDecision Decide(
        MonitorId id,
        MonitorSettings settings,
        BeatState previous,
        Observation seen,
        bool underMaintenance,
        DateTimeOffset startedAt,
        DateTimeOffset endedAt)
    {
        var (status, retries, message) = underMaintenance
            ? (HeartbeatStatus.Maintenance, 0, MaintenanceMessage)
            : Judge(settings, previous.Retries, seen);
        var (important, notify) = Importance.Of(previous, status);
        var (downCount, resend) = important
            ? (0, false)
            : Importance.CountDown(previous.DownCount, status, settings.ResendInterval);
        var beat = new Heartbeat
        {
            MonitorId = id,
            Status = status,
            Time = startedAt,
            EndTime = endedAt,
            Message = message,
            Ping = underMaintenance ? null : seen.Ping,
            Important = important,
            Duration = seen.Duration,
            Retries = retries,
            DownCount = downCount,
            Response = underMaintenance ? null : seen.Response,
        };
        return new BeatDecision(beat, previous.After(beat), Delay(settings, status), notify || resend);
    }

    /// <summary>The pause from the start of a check to the start of the next.</summary>
    public static TimeSpan Delay(MonitorSettings settings, HeartbeatStatus status)
    {
        var seconds = status == HeartbeatStatus.Pending && settings.RetryInterval > 0 ? settings.RetryInterval : settings.Interval;
        return TimeSpan.FromSeconds(Math.Max(1, seconds));
    }

    /// <summary>A check's time limit: the setting, or 0.8 times the interval when it is 0.</summary>
    public static TimeSpan Timeout(MonitorSettings settings) =>
        TimeSpan.FromSeconds(settings.Timeout > 0 ? settings.Timeout : 0.8 * Math.Max(1, settings.Interval));

    private static (HeartbeatStatus Status, int Retries, string? Message) Judge(MonitorSettings settings, int retries, Observation seen)
    {
        if (!settings.UpsideDown)
        {
            return seen.IsError ? Fail(settings, retries, seen.Message) : (seen.Status, 0, seen.Message);
        }

        return seen switch
        {
            { IsError: true } => (HeartbeatStatus.Up, 0, seen.Message),
            { Status: HeartbeatStatus.Up } => Fail(settings, retries, FlipMessage),
            { Status: HeartbeatStatus.Down } => (HeartbeatStatus.Up, 0, seen.Message),
            _ => (seen.Status, 0, seen.Message),
        };
    }

    private static (HeartbeatStatus Status, int Retries, string? Message) Fail(MonitorSettings settings, int retries, string? message)
    {
        if (settings is { Type: MonitorTypes.JsonQuery, RetryOnlyOnStatusCodeFailure: true }
            && message?.Contains(QueryFailed, StringComparison.Ordinal) == true)
        {
            return (HeartbeatStatus.Down, 0, message);
        }

        // The counter goes on while DOWN, so that it stays exhausted until the first success.
        return retries < settings.MaxRetries
            ? (HeartbeatStatus.Pending, retries + 1, message)
            : (HeartbeatStatus.Down, retries + 1, message);
    }
}
