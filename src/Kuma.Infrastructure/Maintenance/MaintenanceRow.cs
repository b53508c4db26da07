using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kuma.Domain.Common;
using Kuma.Domain.Maintenance;

namespace Kuma.Infrastructure.Maintenance;

/// <summary>A row of the table <c>maintenance</c>.</summary>
internal sealed record MaintenanceRow(
    int Id,
    int? UserId,
    string Title,
    string Description,
    bool Active,
    string Strategy,
    string? StartDate,
    string? EndDate,
    string? StartTime,
    string? EndTime,
    string Weekdays,
    string DaysOfMonth,
    int? IntervalDay,
    string? Cron,
    string? Timezone,
    int? Duration,
    DateTime? LastStartDate)
{
    public static MaintenanceRow Of(MaintenancePlan plan) => new(
        plan.Id.Value,
        plan.Owner?.Value,
        plan.Title,
        plan.Description,
        plan.Active,
        MaintenanceStrategies.NameOf(plan.Strategy),
        plan.StartDate,
        plan.EndDate,
        Text(plan.StartTime),
        Text(plan.EndTime),
        JsonSerializer.Serialize(plan.Weekdays),
        new JsonArray([.. plan.DaysOfMonth.Select(day => day.FromEnd ? JsonValue.Create(day.ToString()) : JsonValue.Create(day.Number))]).ToJsonString(),
        plan.IntervalDay,
        plan.Cron,
        plan.Zone,
        (int?)plan.Duration?.TotalSeconds,
        plan.LastStart?.UtcDateTime);

    public MaintenancePlan ToPlan() => new()
    {
        Id = new MaintenanceId(Id),
        Owner = UserId is { } owner ? new UserId(owner) : null,
        Title = Title,
        Description = Description,
        Active = Active,
        Strategy = MaintenanceStrategies.Find(Strategy) ?? MaintenanceStrategy.Manual,
        StartDate = StartDate,
        EndDate = EndDate,
        StartTime = Time(StartTime),
        EndTime = Time(EndTime),
        Weekdays = [.. Items(Weekdays).Select(Whole).OfType<int>()],
        DaysOfMonth = [.. Items(DaysOfMonth).Select(Day).OfType<MonthDay>()],
        IntervalDay = IntervalDay,
        Cron = Cron,
        Zone = Timezone,
        Duration = Duration is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        LastStart = LastStartDate is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : null,
    };

    private static string? Text(TimeOnly? time) => time?.ToString(time.Value.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);

    private static TimeOnly? Time(string? text) => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null;

    private static JsonElement[] Items(string json) => JsonElement.Parse(json) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    private static MonthDay? Day(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.String => MonthDay.FromEndNamed(item.GetString()!),
        _ => Whole(item) is { } number ? new MonthDay(number) : null,
    };

    private static int? Whole(JsonElement item) => item.ValueKind is JsonValueKind.Number && item.TryGetInt32(out var number) ? number : null;
}
