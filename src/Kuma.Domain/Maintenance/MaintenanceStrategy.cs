namespace Kuma.Domain.Maintenance;

/// <summary>How a maintenance decides when its windows are.</summary>
public enum MaintenanceStrategy
{
    /// <summary>As long as it is active.</summary>
    Manual,

    /// <summary>Once, from the start date to the end date.</summary>
    Single,

    /// <summary>At every match of a cron pattern, for a duration.</summary>
    Cron,

    /// <summary>Every so many days.</summary>
    RecurringInterval,

    /// <summary>On days of the week.</summary>
    RecurringWeekday,

    /// <summary>On days of the month.</summary>
    RecurringDayOfMonth,
}

/// <summary>The names of strategies, on the wire and in the database.</summary>
public static class MaintenanceStrategies
{
    private static readonly string[] Names = ["manual", "single", "cron", "recurring-interval", "recurring-weekday", "recurring-day-of-month"];

    public static string NameOf(MaintenanceStrategy strategy) => Names[(int)strategy];

    /// <summary>The strategy of this name; <c>null</c> when there is none.</summary>
    public static MaintenanceStrategy? Find(string? name) =>
        Array.IndexOf(Names, name) is >= 0 and var index ? (MaintenanceStrategy)index : null;

    /// <summary>True for the three that name their days and a time of day.</summary>
    public static bool IsRecurring(this MaintenanceStrategy strategy) => strategy >= MaintenanceStrategy.RecurringInterval;
}
