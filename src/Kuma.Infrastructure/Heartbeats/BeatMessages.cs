using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Application.Settings;
using Kuma.Domain.Heartbeats;

namespace Kuma.Infrastructure.Heartbeats;

/// <summary>The text and the JSON of spec/engine.md section 6.</summary>
internal sealed class BeatMessages(IMonitorViews monitors, IMonitorJson json, IServerTimezone timezone) : IBeatMessages
{
    private const string UtcText = "yyyy-MM-dd HH:mm:ss.fff";
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async ValueTask<IReadOnlyList<BeatMessage>> OfAsync(IReadOnlyList<BeatRecord> records, CancellationToken cancellationToken)
    {
        var views = await monitors.FindAsync([.. records.Select(record => record.Beat.MonitorId)], cancellationToken);
        return [.. records.Select(record => Message(record, views.GetValueOrDefault(record.Beat.MonitorId)))];
    }

    private BeatMessage Message(BeatRecord record, MonitorView? view)
    {
        var state = record.Beat.Status == HeartbeatStatus.Up ? "✅ Up" : "🔴 Down";
        return new BeatMessage(
            $"[{record.Monitor.Settings.Name}] [{state}] {record.Beat.Message}",
            view is null ? null : WithoutNul(json.WithoutSecrets(view)),
            Json(writer => WriteBeat(writer, record)));
    }

    private void WriteBeat(Utf8JsonWriter writer, BeatRecord record)
    {
        var beat = record.Beat;
        var local = TimeZoneInfo.ConvertTime(beat.Time, timezone.Zone);
        writer.WriteNumber("monitorID", beat.MonitorId.Value);
        writer.WriteNumber("status", (int)beat.Status);
        writer.WriteString("time", beat.Time.UtcDateTime.ToString(UtcText, CultureInfo.InvariantCulture));
        writer.WriteString("msg", string.IsNullOrEmpty(beat.Message) ? "N/A" : beat.Message);
        if (beat.Ping is { } ping)
        {
            writer.WriteNumber("ping", ping);
        }
        else
        {
            writer.WriteNull("ping");
        }

        writer.WriteBoolean("important", beat.Important);
        if (beat.Duration is { } duration)
        {
            writer.WriteNumber("duration", duration);
        }

        writer.WriteNumber("retries", beat.Retries);
        writer.WriteString("response", beat.Response is { } response ? BrotliText.Expand(response) : null);
        writer.WriteString("timezone", timezone.Name);
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

        return WithoutNul(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    // PostgreSQL's json takes no NUL.
    private static string WithoutNul(string text) => text.Replace("\\u0000", "", StringComparison.Ordinal);
}
