namespace Kuma.Infrastructure.Heartbeats;

/// <summary>The bounds of the beat log.</summary>
public sealed record BeatLogOptions
{
    /// <summary>How many beats wait at the most while the database is away; a beat beyond them is refused.</summary>
    public int Capacity { get; init; } = 100_000;

    /// <summary>How many bytes of memory the waiting beats take at the most, roughly: messages and saved responses may be long. 256 MB, or a quarter of what there is.</summary>
    public long CapacityBytes { get; init; } = Math.Min(256L * 1024 * 1024, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);

    /// <summary>How many beats one transaction carries at the most.</summary>
    public int MaxBatch { get; init; } = 2_000;

    /// <summary>The first pause before a failed batch is tried again; it doubles up to <see cref="MaxBackOff"/>.</summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan MaxBackOff { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a stopping program waits for the waiting beats to be written.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(10);
}
