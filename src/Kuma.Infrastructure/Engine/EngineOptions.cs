namespace Kuma.Infrastructure.Engine;

/// <summary>The bounds of the engine.</summary>
public sealed record EngineOptions
{
    /// <summary>
    /// Checks at once that need sockets only: enough for ten thousand that all wait for their time limit, so that these hold up nobody; less where there
    /// is little memory.
    /// </summary>
    public int MaxSocketChecks { get; init; } = (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (64 * 1024), 512, 16_384);

    /// <summary>Checks at once that start a process.</summary>
    public int MaxProcessChecks { get; init; } = 32;

    /// <summary>Checks at once that drive a browser.</summary>
    public int MaxBrowserChecks { get; init; } = 4;

    /// <summary>At server start the first checks begin this far apart, as long as they fit into their interval.</summary>
    public TimeSpan StartSpacing { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>What a check has beyond its own timeout before its token is cancelled.</summary>
    public TimeSpan DeadlineSlack { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Checks with a fixed time limit of their own get at least this long.</summary>
    public TimeSpan MinDeadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>What a cancelled check has to return before it is abandoned.</summary>
    public TimeSpan AbandonAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stopping program waits for checks in flight.</summary>
    public TimeSpan StopLimit { get; init; } = TimeSpan.FromSeconds(3);
}
