using Kuma.Domain.Common;

namespace Kuma.Domain.Maintenance;

/// <summary>A maintenance as its owner described it; what it is doing now is asked of <see cref="MaintenanceSchedule"/>.</summary>
public sealed record MaintenancePlan
{
    /// <summary>The zone of a plan that follows the server's.</summary>
    public const string SameAsServer = "SAME_AS_SERVER";

    public MaintenanceId Id { get; init; }

    /// <summary>Who owns it; <c>null</c> when the owner's account was removed.</summary>
    public UserId? Owner { get; init; }

    public required string Title { get; init; }

    /// <summary>Markdown.</summary>
    public string Description { get; init; } = "";

    public bool Active { get; init; } = true;

    public required MaintenanceStrategy Strategy { get; init; }

    /// <summary>Days from one window to the next, for <see cref="MaintenanceStrategy.RecurringInterval"/>.</summary>
    public int? IntervalDay { get; init; }

    /// <summary>The first moment, as the client wrote it: a time on the wall of the plan's zone. <c>null</c> is no limit.</summary>
    public string? StartDate { get; init; }

    /// <summary>The last moment, as the client wrote it. <c>null</c> is no limit.</summary>
    public string? EndDate { get; init; }

    /// <summary>When a recurring window begins.</summary>
    public TimeOnly? StartTime { get; init; }

    /// <summary>When a recurring window ends; before the start it is the next day.</summary>
    public TimeOnly? EndTime { get; init; }

    /// <summary>0 is Sunday.</summary>
    public IReadOnlyList<int> Weekdays { get; init; } = [];

    public IReadOnlyList<MonthDay> DaysOfMonth { get; init; } = [];

    /// <summary>The pattern: the user's own, or the one that stands for the recurring strategy.</summary>
    public string? Cron { get; init; }

    /// <summary>How long a window lasts; <c>null</c> when that was never set.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>An IANA name, <see cref="SameAsServer"/>, or <c>null</c> (UTC).</summary>
    public string? Zone { get; init; }

    /// <summary>When the last window of an interval began: the days are counted from it.</summary>
    public DateTimeOffset? LastStart { get; init; }

    public MaintenancePlan Pause() => this with { Active = false };

    public MaintenancePlan Resume() => this with { Active = true };

    /// <summary>This plan in the place of <paramref name="stored"/>. An interval starts over when its rhythm was changed.</summary>
    public MaintenancePlan Replacing(MaintenancePlan stored)
    {
        var sameRhythm = (Strategy, IntervalDay, StartDate, StartTime, Zone)
            == (stored.Strategy, stored.IntervalDay, stored.StartDate, stored.StartTime, stored.Zone);
        return this with { Id = stored.Id, Owner = stored.Owner, LastStart = sameRhythm ? stored.LastStart : null };
    }
}
