namespace Kuma.Domain.Heartbeats;

/// <summary>What the next beat of a monitor is judged against. The default value is a monitor that has never had a beat.</summary>
/// <param name="Status">The newest beat's state; <c>null</c> before the first.</param>
/// <param name="Announced">The newest state other than PENDING: what people were last told. Importance is judged against it.</param>
/// <param name="Retries">Consecutive failures so far.</param>
/// <param name="DownCount">Consecutive DOWN beats since the last notification.</param>
/// <param name="Time">When the newest beat began.</param>
/// <param name="LastDownTime">When the newest important DOWN beat began, as far as it is known.</param>
public readonly record struct BeatState(
    HeartbeatStatus? Status,
    HeartbeatStatus? Announced,
    int Retries,
    int DownCount,
    DateTimeOffset? Time,
    DateTimeOffset? LastDownTime)
{
    /// <summary>The state that a beat leaves behind.</summary>
    public BeatState After(Heartbeat beat) => new(
        beat.Status,
        beat.Status == HeartbeatStatus.Pending ? Announced : beat.Status,
        beat.Retries,
        beat.DownCount,
        beat.Time,
        beat is { Status: HeartbeatStatus.Down, Important: true } ? beat.Time : LastDownTime);
}

/// <summary>What a check found, stripped to what the rules look at.</summary>
/// <param name="Status">UP for a passed check; ignored for a failed one.</param>
/// <param name="IsError">True when the check failed: retries apply.</param>
/// <param name="Message">What people read.</param>
/// <param name="Ping">Milliseconds.</param>
public readonly record struct Observation(HeartbeatStatus Status, bool IsError, string? Message, double? Ping)
{
    /// <summary>The saved response body, Brotli-compressed UTF-8.</summary>
    public byte[]? Response { get; init; }

    /// <summary>Seconds since the previous beat, for push monitors.</summary>
    public int? Duration { get; init; }
}

/// <summary>What the rules make of an observation.</summary>
/// <param name="Beat">The heartbeat to store.</param>
/// <param name="Next">The state that the following beat is judged against.</param>
/// <param name="Delay">From the start of this check to the start of the next.</param>
/// <param name="Notify">True when the linked notifications are to be told.</param>
public readonly record struct BeatDecision(Heartbeat Beat, BeatState Next, TimeSpan Delay, bool Notify)
{
    /// <summary>True when this repeats a DOWN that people were told of before.</summary>
    public bool IsResend => Notify && !Beat.Important;
}
