namespace Kuma.Domain.Maintenance;

/// <summary>
/// When the windows of a plan are (spec/engine.md section 11). Pure: the plan, its zone and the clock decide, nothing is remembered. A window
/// holds its first instant and not its last.
/// </summary>
public sealed class MaintenanceSchedule
{
    private readonly MaintenancePlan _plan;
    private readonly DateTimeOffset? _start;
    private readonly DateTimeOffset? _end;
    private readonly Recurrence? _recurrence;
    private readonly TimeSpan _length;

    /// <param name="plan">The plan.</param>
    /// <param name="zone">Its zone; <c>null</c> when the stored one does not exist.</param>
    public MaintenanceSchedule(MaintenancePlan plan, TimeZoneInfo? zone)
    {
        _plan = plan;
        _length = plan.Duration ?? TimeSpan.Zero;
        if (zone is not null)
        {
            _start = MaintenanceRules.ReadDate(plan.StartDate) is { } start ? WallClock.ToInstant(start, zone) : null;
            _end = MaintenanceRules.ReadDate(plan.EndDate) is { } end ? WallClock.ToInstant(end, zone) : null;
            _recurrence = Recur(plan, zone);
        }
    }

    /// <summary>What the plan is doing at an instant.</summary>
    public MaintenanceState At(DateTimeOffset now)
    {
        if (!_plan.Active)
        {
            return new MaintenanceState(MaintenanceStatus.Inactive);
        }

        if (_plan.Strategy is MaintenanceStrategy.Manual)
        {
            return new MaintenanceState(MaintenanceStatus.UnderMaintenance);
        }

        var isSingle = _plan.Strategy is MaintenanceStrategy.Single;
        if (isSingle ? _start is null : _recurrence is null)
        {
            return new MaintenanceState(MaintenanceStatus.Unknown);
        }

        var slots = isSingle ? [] : Slots(now);
        if (now < _start)
        {
            return new MaintenanceState(MaintenanceStatus.Scheduled) { Slots = slots, NextChange = _start };
        }

        if (now >= _end)
        {
            return new MaintenanceState(MaintenanceStatus.Ended);
        }

        if (isSingle)
        {
            return new MaintenanceState(MaintenanceStatus.UnderMaintenance) { NextChange = _end };
        }

        var runs = slots is [var first, ..] && first.Start <= now;
        return new MaintenanceState(runs ? MaintenanceStatus.UnderMaintenance : MaintenanceStatus.Scheduled)
        {
            Slots = slots,
            RunningSince = runs ? slots[0].Start : null,
            NextChange = slots.Select(slot => slot.Start > now ? slot.Start : slot.End).Append(_end ?? DateTimeOffset.MaxValue).Min(),
        };
    }

    private static Recurrence? Recur(MaintenancePlan plan, TimeZoneInfo zone)
    {
        if (plan is { Strategy: MaintenanceStrategy.RecurringInterval, StartTime: { } at })
        {
            var minute = new TimeOnly(at.Hour, at.Minute);
            return Recurrence.Every(Math.Max(1, plan.IntervalDay ?? 1), FirstDay(plan, minute, zone), minute, zone);
        }

        var pattern = plan is { StartTime: { } from } && plan.Strategy.IsRecurring()
            ? CronParser.Parse(MaintenanceRules.Pattern(plan, from), out _)
            : CronPattern.TryParse(plan.Cron ?? "", out _);
        return pattern is null ? null : Recurrence.Of(pattern, zone);
    }

    /// <summary>Days are counted from the last window; before the first one, from the first that the start date leaves possible.</summary>
    private static DateOnly? FirstDay(MaintenancePlan plan, TimeOnly at, TimeZoneInfo zone)
    {
        if (plan.LastStart is { } last)
        {
            return DateOnly.FromDateTime(WallClock.Of(last, zone));
        }

        return MaintenanceRules.ReadDate(plan.StartDate) is not { } start ? null
            : DateOnly.FromDateTime(start).AddDays(TimeOnly.FromDateTime(start) > at && start.Year < 9999 ? 1 : 0);
    }

    /// <summary>The running window, if there is one, then the next; neither passes the end date.</summary>
    private List<TimeSlot> Slots(DateTimeOffset now)
    {
        var running = now < _start ? null : _recurrence!.LatestAt(now, _length);
        var next = _recurrence!.NextAfter(now < _start ? _start.Value.AddTicks(-1) : now);
        var end = _end ?? DateTimeOffset.MaxValue;
        return
        [
            .. from start in new[] { running, next }
               where start < end
               let full = start.Value + _length
               select new TimeSlot(start.Value, full < end ? full : end),
        ];
    }
}

/// <summary>What a plan is doing at an instant.</summary>
/// <param name="Status">The wire's word for it.</param>
public sealed record MaintenanceState(MaintenanceStatus Status)
{
    /// <summary>Of recurring plans: the running window if there is one, then the next.</summary>
    public IReadOnlyList<TimeSlot> Slots { get; init; } = [];

    /// <summary>When the running window of a recurring plan began.</summary>
    public DateTimeOffset? RunningSince { get; init; }

    /// <summary>When to look again; <c>null</c> when nothing will change by itself.</summary>
    public DateTimeOffset? NextChange { get; init; }

    /// <summary>True when clients would be shown the same.</summary>
    public bool LooksLike(MaintenanceState other) => Status == other.Status && Slots.SequenceEqual(other.Slots);
}
