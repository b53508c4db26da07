namespace Kuma.Domain.Heartbeats;

/// <summary>
/// Which changes of state are events (spec/engine.md section 6). A beat is compared with the last state other than PENDING, so that a recovery
/// through PENDING is announced; docs/compatibility.md has the row.
/// </summary>
internal static class Importance
{
    public static (bool Important, bool Notify) Of(BeatState previous, HeartbeatStatus current)
    {
        if (previous.Status is null)
        {
            return (true, current == HeartbeatStatus.Down);
        }

        return (previous.Announced, current) switch
        {
            (_, HeartbeatStatus.Pending) => (false, false),

            // What was PENDING and is DOWN now is news, whatever was before it.
            (_, HeartbeatStatus.Down) when previous.Status is HeartbeatStatus.Pending => (true, true),

            // Only PENDING beats so far: coming UP or into maintenance is no news.
            (null, _) => (false, false),
            (HeartbeatStatus.Up, HeartbeatStatus.Down) => (true, true),
            (HeartbeatStatus.Up, HeartbeatStatus.Maintenance) => (true, false),
            (HeartbeatStatus.Down, HeartbeatStatus.Up) => (true, true),
            (HeartbeatStatus.Down, HeartbeatStatus.Maintenance) => (true, false),
            (HeartbeatStatus.Maintenance, HeartbeatStatus.Up) => (true, false),
            (HeartbeatStatus.Maintenance, HeartbeatStatus.Down) => (true, true),
            _ => (false, false),
        };
    }

    /// <summary>Counts DOWN beats that nobody was told of; at <paramref name="resendInterval"/> it is time to tell again.</summary>
    public static (int DownCount, bool Resend) CountDown(int downCount, HeartbeatStatus current, int resendInterval)
    {
        if (current != HeartbeatStatus.Down || resendInterval <= 0)
        {
            return (downCount, false);
        }

        return downCount + 1 >= resendInterval ? (0, true) : (downCount + 1, false);
    }
}
