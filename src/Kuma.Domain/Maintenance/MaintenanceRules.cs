using System.Globalization;
using Kuma.Domain.Common;

namespace Kuma.Domain.Maintenance;

/// <summary>What a plan has to be before it is stored, and what follows from its strategy. The refusals are the wire's words.</summary>
public static class MaintenanceRules
{
    private static readonly string[] DateFormats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss.FFF", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'",
    ];

    /// <summary>Reads a time on the wall as clients write it.</summary>
    public static DateTime? ReadDate(string? text) =>
        DateTime.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? DateTime.SpecifyKind(date, DateTimeKind.Unspecified)
            : null;

    /// <summary>The zone of a plan; <c>null</c> when there is none of its name.</summary>
    public static TimeZoneInfo? ZoneOf(MaintenancePlan plan, TimeZoneInfo server) => plan.Zone switch
    {
        MaintenancePlan.SameAsServer => server,
        null or "" or "UTC" => TimeZoneInfo.Utc,
        var name => TimeZones.Find(name),
    };

    /// <summary>Says why a plan cannot be stored; otherwise gives it the pattern and the duration of its strategy.</summary>
    public static string? Complete(ref MaintenancePlan plan)
    {
        var error = plan switch
        {
            { Title.Length: 0 or > 150 } => "A title of 1 to 150 characters is required",
            { StartDate: { } start } when ReadDate(start) is null => "Invalid start date",
            { EndDate: { } end } when ReadDate(end) is null => "Invalid end date",
            { Strategy: MaintenanceStrategy.Single, StartDate: null } => "Invalid start date",
            _ when ZoneOf(plan, TimeZoneInfo.Utc) is null => $"Invalid time zone specified: {plan.Zone}",
            _ => null,
        };
        if (error is not null || plan.Strategy is MaintenanceStrategy.Manual or MaintenanceStrategy.Single)
        {
            return error;
        }

        if (plan.Strategy is MaintenanceStrategy.Cron)
        {
            return CronPattern.TryParse(plan.Cron ?? "", out error) is null ? error
                : plan.Duration > TimeSpan.Zero ? null
                : "Invalid duration";
        }

        if (plan is not { StartTime: { } from, EndTime: { } to })
        {
            return "Invalid time range";
        }

        if (plan is { Strategy: MaintenanceStrategy.RecurringInterval, IntervalDay: not (>= 1 and <= 3650) })
        {
            return "Invalid interval: 1 to 3650 days are possible";
        }

        var fields = Pattern(plan, from);
        plan = plan with
        {
            Cron = string.Join(' ', fields),
            Duration = to - from, // The difference of times of day passes midnight by itself; equal ones are no time at all.
        };
        return CronParser.Parse(fields, out error) is null ? error : null;
    }

    /// <summary>The fields of the pattern that stands for a recurring strategy.</summary>
    internal static string[] Pattern(MaintenancePlan plan, TimeOnly from)
    {
        var (days, weekdays) = plan.Strategy switch
        {
            MaintenanceStrategy.RecurringWeekday => ("*", string.Join(',', plan.Weekdays.Distinct().Order())),
            MaintenanceStrategy.RecurringDayOfMonth => (string.Join(',', plan.DaysOfMonth.Distinct().Select(day => day.ToPattern())), "*"),
            _ => ("*", "*"),
        };
        return [from.Minute.ToString(CultureInfo.InvariantCulture), from.Hour.ToString(CultureInfo.InvariantCulture), days, "*", weekdays];
    }
}
