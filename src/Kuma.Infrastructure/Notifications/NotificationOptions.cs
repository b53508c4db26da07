namespace Kuma.Infrastructure.Notifications;

/// <summary>Limits of sending.</summary>
internal sealed record NotificationOptions
{
    /// <summary>How long one HTTP request may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one delivery may take, quick repetitions included.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How long a claimed row stays with the node that claimed it; longer than <see cref="Deadline"/>.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>The pauses between the attempts at one row; after the last one follows the last attempt.</summary>
    public IReadOnlyList<TimeSpan> Pauses { get; init; } =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1),
    ];

    /// <summary>What is older has missed its purpose and is dropped.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long rows that were given up are kept for a look.</summary>
    public TimeSpan KeepGivenUp { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How many deliveries run at once.</summary>
    public int Parallel { get; init; } = 32;

    /// <summary>How many of them may go to one notification.</summary>
    public int ParallelPerTarget { get; init; } = 4;

    /// <summary>How often to look for work that nobody announced: retries, rows of other nodes.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a stop waits for deliveries that run.</summary>
    public TimeSpan StopLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The first pause of the quick repetitions inside one attempt.</summary>
    public TimeSpan QuickPause { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long a target that fails again and again is left alone.</summary>
    public TimeSpan Break { get; init; } = TimeSpan.FromSeconds(30);
}
