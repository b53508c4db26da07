namespace Kuma.Application.Heartbeats;

/// <summary>Beat times carry milliseconds, no more: what is stored and what is sent must be equal.</summary>
public static class BeatClock
{
    public static DateTimeOffset Now(TimeProvider time)
    {
        var now = time.GetUtcNow();
        return new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }
}
