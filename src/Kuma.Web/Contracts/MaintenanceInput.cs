using System.Globalization;
using System.Text.Json;
using Kuma.Domain.Common;
using Kuma.Domain.Maintenance;
using Kuma.Web.Sockets;

namespace Kuma.Web.Contracts;

/// <summary>Reads the object that <c>addMaintenance</c> and <c>editMaintenance</c> carry; computed and unknown keys are ignored.</summary>
internal static class MaintenanceInput
{
    public static MaintenancePlan Read(JsonElement input)
    {
        var strategy = MaintenanceStrategies.Find(input.TextField("strategy")) ?? throw new BadArgumentException("Invalid strategy");
        var plan = new MaintenancePlan
        {
            Title = input.TextField("title")?.Trim() ?? "",
            Description = input.TextField("description") ?? "",
            Active = !SaysActive(input) || input.IsOn("active"),
            Strategy = strategy,
            IntervalDay = Whole(input.Field("intervalDay")),
            StartDate = Date(input.Field("dateRange"), 0, "start"),
            EndDate = Date(input.Field("dateRange"), 1, "end"),
            Zone = input.TextField("timezoneOption") is { Length: > 0 } zone ? zone : "UTC",
        };
        if (strategy is MaintenanceStrategy.Cron)
        {
            return plan with { Cron = input.TextField("cron")?.Trim(), Duration = Minutes(input.Field("durationMinutes")) };
        }

        return !strategy.IsRecurring() ? plan : plan with
        {
            StartTime = Time(input.Field("timeRange"), 0),
            EndTime = Time(input.Field("timeRange"), 1),
            Weekdays = [.. Items(input.Field("weekdays"), "weekdays").Select(item => Whole(item) ?? throw new BadArgumentException("Invalid weekdays"))],
            DaysOfMonth = [.. Items(input.Field("daysOfMonth"), "daysOfMonth").Select(Day)],
        };
    }

    /// <summary>True when the object says whether it is active: an edit may leave that out.</summary>
    public static bool SaysActive(JsonElement input) => input.Field("active").ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);

    /// <summary>The ids of <c>[{id}, …]</c>; whatever else the objects hold is ignored.</summary>
    public static IReadOnlyList<int> Links(EventArguments args, int index, string what) => args[index].ValueKind is JsonValueKind.Array
        ? [.. args[index].EnumerateArray().Select(item => new EventArguments([item.Field("id")]).Id(0, what)).Distinct()]
        : throw new BadArgumentException("Invalid array");

    private static string? Date(JsonElement range, int index, string which)
    {
        var date = range.ValueKind is JsonValueKind.Array && index < range.GetArrayLength() ? range[index] : default;
        return date.ValueKind switch
        {
            JsonValueKind.String => date.GetString() is { Length: > 0 } text ? text : null,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.Object or JsonValueKind.Array =>
                throw new BadArgumentException($"Invalid {which} date"),
            _ => null,
        };
    }

    private static TimeOnly Time(JsonElement range, int index)
    {
        var time = range.ValueKind is JsonValueKind.Array && index < range.GetArrayLength() ? range[index] : default;
        return new TimeOnly(Part("hour", "hours", 23), Part("minute", "minutes", 59), Whole(time.Field("seconds")) is { } second and >= 0 and <= 59 ? second : 0);

        int Part(string name, string key, int max) => Whole(time.Field(key)) switch
        {
            null => throw new BadArgumentException("Invalid time range"),
            { } value when value < 0 || value > max => throw new BadArgumentException($"CronPattern: Invalid value for {name}: {value}"),
            { } value => value,
        };
    }

    private static TimeSpan? Minutes(JsonElement value) =>
        Whole(value) is { } minutes and > 0 and <= int.MaxValue / 60 ? TimeSpan.FromMinutes(minutes) : null;

    private static JsonElement[] Items(JsonElement list, string what) => list.ValueKind switch
    {
        JsonValueKind.Array => [.. list.EnumerateArray()],
        JsonValueKind.Null or JsonValueKind.Undefined => [],
        _ => throw new BadArgumentException($"Invalid {what}"),
    };

    private static MonthDay Day(JsonElement item) =>
        item.ValueKind is JsonValueKind.String && MonthDay.FromEndNamed(item.GetString()!) is { } last ? last
        : Whole(item) is { } number ? new MonthDay(number)
        : throw new BadArgumentException("Invalid daysOfMonth");

    /// <summary>A whole number, or text that is one.</summary>
    private static int? Whole(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt32(out var number) => number,
        JsonValueKind.String when int.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
