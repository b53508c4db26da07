using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kuma.Application.Monitoring;
using Kuma.Application.Settings;
using Kuma.Domain.Heartbeats;

namespace Kuma.Infrastructure.Heartbeats;

/// <summary>The text and the JSON of spec/engine.md section 6.</summary>
internal sealed class BeatMessages(ISettingStore settings) : IBeatMessages
{
    private const string UtcText = "yyyy-MM-dd HH:mm:ss.fff";
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async ValueTask<BeatMessage> OfAsync(BeatRecord record, CancellationToken cancellationToken)
    {
        var zone = Zone(await settings.GetAsync(SettingKeys.ServerTimezone, cancellationToken));
        var monitor = record.Monitor.Settings;
        var state = record.Beat.Status == HeartbeatStatus.Up ? "✅ Up" : "🔴 Down";
        return new BeatMessage(
            $"[{monitor.Name}] [{state}] {record.Beat.Message}", Json(writer => WriteMonitor(writer, record.Monitor)), Json(writer => WriteBeat(writer, record, zone)));
    }

    private static TimeZoneInfo Zone(JsonElement? setting)
    {
        var names = new[] { Environment.GetEnvironmentVariable("TZ"), setting is { ValueKind: JsonValueKind.String } text ? text.GetString() : null };
        foreach (var name in names)
        {
            if (!string.IsNullOrEmpty(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            {
                return zone;
            }
        }

        return TimeZoneInfo.Utc;
    }

    private static void WriteMonitor(Utf8JsonWriter writer, Monitor monitor)
    {
        var settings = monitor.Settings;
        writer.WriteNumber("id", monitor.Id.Value);
        writer.WriteString("name", settings.Name);
        writer.WriteString("description", settings.Description);
        writer.WriteString("type", settings.Type);
        writer.WriteString("url", settings.Url);
        writer.WriteString("hostname", settings.Hostname);
        if (settings.Port is { } port)
        {
            writer.WriteNumber("port", port);
        }
        else
        {
            writer.WriteNull("port");
        }

        writer.WriteNumber("interval", settings.Interval);
        writer.WriteNumber("maxretries", settings.MaxRetries);
    }

    private static void WriteBeat(Utf8JsonWriter writer, BeatRecord record, TimeZoneInfo zone)
    {
        var beat = record.Beat;
        var local = TimeZoneInfo.ConvertTime(beat.Time, zone);
        writer.WriteNumber("monitorID", beat.MonitorId.Value);
        writer.WriteNumber("status", (int)beat.Status);
        writer.WriteString("time", beat.Time.UtcDateTime.ToString(UtcText, CultureInfo.InvariantCulture));
        writer.WriteString("msg", string.IsNullOrEmpty(beat.Message) ? "N/A" : beat.Message);
        if (beat.Ping is { } ping)
        {
            writer.WriteNumber("ping", ping);
        }

        writer.WriteBoolean("important", beat.Important);
        if (beat.Duration is { } duration)
        {
            writer.WriteNumber("duration", duration);
        }

        writer.WriteNumber("retries", beat.Retries);
        writer.WriteNumber("downCount", beat.DownCount);
        if (beat.Response is { } response)
        {
            writer.WriteString("response", BrotliText.Expand(response));
        }

        writer.WriteString("timezone", zone.HasIanaId ? zone.Id : "UTC");
        writer.WriteString("timezoneOffset", local.ToString("zzz", CultureInfo.InvariantCulture));
        writer.WriteString("localDateTime", local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        if (beat.Status == HeartbeatStatus.Up && record.LastDownTime is { } down)
        {
            writer.WriteString("lastDownTime", down.UtcDateTime.ToString(UtcText, CultureInfo.InvariantCulture));
        }
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        // PostgreSQL's json takes no NUL.
        return Encoding.UTF8.GetString(buffer.ToArray()).Replace("\\u0000", "", StringComparison.Ordinal);
    }
}
