using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kuma.Application.Settings;
using Kuma.Domain.Heartbeats;

namespace Kuma.Web.Contracts;

/// <summary>Writes heartbeats in the three shapes of the wire.</summary>
internal static class BeatWriter
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss.fff";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The live event: camel-case names, real booleans, keys without a value are missing.</summary>
    public static ReadOnlyMemory<byte> Live(Heartbeat beat, IServerTimezone timezone)
    {
        var buffer = new ArrayBufferWriter<byte>(320);
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteNumber("monitorID"u8, beat.MonitorId.Value);
        writer.WriteNumber("status"u8, (int)beat.Status);
        WriteTime(writer, "time"u8, beat.Time);
        if (beat.Message is { } message)
        {
            writer.WriteString("msg"u8, message);
        }

        if (beat.Ping is { } ping)
        {
            writer.WriteNumber("ping"u8, ping);
        }
        else if (beat.Duration is not null)
        {
            writer.WriteNull("ping"u8);
        }

        writer.WriteBoolean("important"u8, beat.Important);
        writer.WriteNumber("duration"u8, beat.Duration ?? 0);
        writer.WriteNumber("retries"u8, beat.Retries);
        writer.WriteNumber("downCount"u8, beat.DownCount);
        if (beat.Response is { } response)
        {
            writer.WriteBase64String("response"u8, response);
        }

        WriteLocal(writer, beat.Time, timezone);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Rows as they are stored, oldest first: column names, 0 and 1 for booleans.</summary>
    public static ReadOnlyMemory<byte> Rows(IEnumerable<Heartbeat> beats) => new BeatRows().Write(beats);

    /// <summary>Important beats of a page, newest first: camel-case names, 0 and 1 for booleans.</summary>
    public static ReadOnlyMemory<byte> Paged(IEnumerable<Heartbeat> beats)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartArray();
        foreach (var beat in beats)
        {
            writer.WriteStartObject();
            writer.WriteNumber("monitorID"u8, beat.MonitorId.Value);
            WriteShared(writer, beat);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    public static void WriteTime(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<char> text = stackalloc char[TimeFormat.Length];
        time.UtcDateTime.TryFormat(text, out _, TimeFormat, CultureInfo.InvariantCulture);
        writer.WriteString(name, text);
    }

    private static void WriteShared(Utf8JsonWriter writer, Heartbeat beat)
    {
        writer.WriteNumber("status"u8, (int)beat.Status);
        WriteTime(writer, "time"u8, beat.Time);
        writer.WriteString("msg"u8, beat.Message);
        if (beat.Ping is { } ping)
        {
            writer.WriteNumber("ping"u8, ping);
        }
        else
        {
            writer.WriteNull("ping"u8);
        }

        writer.WriteNumber("important"u8, beat.Important ? 1 : 0);
        writer.WriteNumber("duration"u8, beat.Duration ?? 0);
        writer.WriteNumber("retries"u8, beat.Retries);
        if (beat.Response is { } response)
        {
            writer.WriteBase64String("response"u8, response);
        }
        else
        {
            writer.WriteNull("response"u8);
        }
    }

    private static void WriteLocal(Utf8JsonWriter writer, DateTimeOffset time, IServerTimezone timezone)
    {
        const string format = "yyyy-MM-dd HH:mm:ss";
        Span<char> text = stackalloc char[format.Length];
        TimeZoneInfo.ConvertTime(time, timezone.Zone).TryFormat(text, out _, format, CultureInfo.InvariantCulture);
        writer.WriteString("localDateTime"u8, text);
        writer.WriteString("timezone"u8, timezone.Name);
    }
}
