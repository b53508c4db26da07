using System.Globalization;
using System.Text.Json;
using Kuma.Application.Maintenance;
using Kuma.Domain.Maintenance;
using Kuma.Web.Api;

namespace Kuma.Web.Contracts;

/// <summary>Writes a maintenance as clients and visitors know it (spec/socket-events.md 4.4).</summary>
internal static class MaintenanceWriter
{
    /// <summary>One object.</summary>
    public static ReadOnlyMemory<byte> One(MaintenanceView view) => Answers.JsonBytes(json => Write(json, view));

    /// <summary>An object of them by id.</summary>
    public static ReadOnlyMemory<byte> Keyed(IEnumerable<MaintenanceView> views) => Answers.JsonBytes(json =>
    {
        json.WriteStartObject();
        foreach (var view in views)
        {
            json.WritePropertyName(view.Plan.Id.Value.ToString(CultureInfo.InvariantCulture));
            Write(json, view);
        }

        json.WriteEndObject();
    });

    /// <summary>The offset from UTC as <c>+hh:mm</c>.</summary>
    public static string Offset(MaintenanceView view) =>
        (view.Offset < TimeSpan.Zero ? "-" : "+") + view.Offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter json, MaintenanceView view)
    {
        var plan = view.Plan;
        json.WriteStartObject();
        json.WriteNumber("id"u8, plan.Id.Value);
        json.WriteString("title"u8, plan.Title);
        json.WriteString("description"u8, plan.Description);
        json.WriteString("strategy"u8, MaintenanceStrategies.NameOf(plan.Strategy));
        WriteWhole(json, "intervalDay", plan.IntervalDay);
        json.WriteBoolean("active"u8, plan.Active);
        json.WriteStartArray("dateRange"u8);
        json.WriteStringValue(plan.StartDate);
        if (plan.EndDate is { } end)
        {
            json.WriteStringValue(end);
        }

        json.WriteEndArray();
        json.WriteStartArray("timeRange"u8);
        WriteTime(json, plan.StartTime);
        WriteTime(json, plan.EndTime);
        json.WriteEndArray();
        json.WriteStartArray("weekdays"u8);
        foreach (var day in plan.Weekdays)
        {
            json.WriteNumberValue(day);
        }

        json.WriteEndArray();
        WriteDays(json, plan);
        WriteSlots(json, view);
        json.WriteString("cron"u8, plan.Cron ?? "");
        if (plan.Duration is { } duration)
        {
            json.WriteNumber("duration"u8, (long)duration.TotalSeconds);
        }

        WriteWhole(json, "durationMinutes", (int?)plan.Duration?.TotalMinutes);
        json.WriteString("timezone"u8, view.ZoneName);
        json.WriteString("timezoneOption"u8, plan.Zone ?? "UTC");
        json.WriteString("timezoneOffset"u8, Offset(view));
        json.WriteString("status"u8, MaintenanceStatuses.NameOf(view.State.Status));
        json.WriteEndObject();
    }

    private static void WriteDays(Utf8JsonWriter json, MaintenancePlan plan)
    {
        json.WriteStartArray("daysOfMonth"u8);
        foreach (var day in plan.DaysOfMonth)
        {
            if (day.FromEnd)
            {
                json.WriteStringValue(day.ToString());
            }
            else
            {
                json.WriteNumberValue(day.Number);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteSlots(Utf8JsonWriter json, MaintenanceView view)
    {
        json.WriteStartArray("timeslotList"u8);
        if (view.Plan.Strategy is MaintenanceStrategy.Single)
        {
            WriteSlot(json, view.Plan.StartDate, view.Plan.EndDate);
        }

        foreach (var slot in view.State.Slots)
        {
            WriteSlot(json, Instant(slot.Start), Instant(slot.End));
        }

        json.WriteEndArray();
    }

    private static void WriteSlot(Utf8JsonWriter json, string? start, string? end)
    {
        json.WriteStartObject();
        json.WriteString("startDate"u8, start);
        json.WriteString("endDate"u8, end);
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, TimeOnly? time)
    {
        json.WriteStartObject();
        json.WriteNumber("hours"u8, time?.Hour ?? 0);
        json.WriteNumber("minutes"u8, time?.Minute ?? 0);
        if (time is { } known)
        {
            json.WriteNumber("seconds"u8, known.Second);
        }

        json.WriteEndObject();
    }

    private static void WriteWhole(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
