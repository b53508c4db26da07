using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kuma.Application.Monitors;

namespace Kuma.Web.Contracts;

/// <summary>Writes the wire object of a monitor.</summary>
internal static class MonitorWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The bytes of a monitor, mostly: a buffer for many that grows by doubling would be copied again and again.</summary>
    private const int Usual = 3584;

    /// <summary>One object keyed by id, as in <c>monitorList</c> and <c>updateMonitorIntoList</c>.</summary>
    public static ReadOnlyMemory<byte> Keyed(IEnumerable<MonitorView> views)
    {
        var buffer = new ArrayBufferWriter<byte>(Usual * (1 + (views.TryGetNonEnumeratedCount(out var count) ? count : 1)));
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        foreach (var view in views)
        {
            writer.WritePropertyName(view.Monitor.Id.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Write(writer, view, sensitive: true);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>One monitor, with or without what only its owner may see.</summary>
    public static ReadOnlyMemory<byte> Single(MonitorView view, bool sensitive)
    {
        var buffer = new ArrayBufferWriter<byte>(Usual);
        using var writer = new Utf8JsonWriter(buffer, Options);
        Write(writer, view, sensitive);
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, MonitorView view, bool sensitive)
    {
        var settings = view.Monitor.Settings;
        writer.WriteStartObject();
        writer.WriteNumber("id"u8, view.Monitor.Id.Value);
        foreach (var field in MonitorFields.Open)
        {
            Write(writer, field, settings);
            WriteComputed(writer, view, after: field.Name);
        }

        if (sensitive)
        {
            foreach (var field in MonitorFields.Sensitive)
            {
                Write(writer, field, settings);
            }

            writer.WriteString("accepted_statuscodes_json"u8, JsonSerializer.Serialize(settings.AcceptedStatusCodes));
        }

        writer.WriteBoolean("includeSensitiveData"u8, sensitive);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, MonitorField field, MonitorSettings settings)
    {
        writer.WritePropertyName(field.EncodedName);
        field.Write(writer, settings);
    }

    /// <summary>What is no setting, at the places where the original has it: templates and logs show the object in its order.</summary>
    private static void WriteComputed(Utf8JsonWriter writer, MonitorView view, string after)
    {
        switch (after)
        {
            case "description":
                WritePath(writer, view);
                break;
            case "parent":
                WriteChildren(writer, view);
                break;
            case "weight":
                writer.WriteBoolean("active"u8, view.Active);
                writer.WriteBoolean("forceInactive"u8, view.ForceInactive);
                break;
            case "dns_resolve_server":
                writer.WriteString("dns_last_result"u8, view.Monitor.DnsLastResult);
                break;
            case "proxyId":
                WriteLinks(writer, view);
                writer.WriteBoolean("maintenance"u8, view.UnderMaintenance);
                break;
            case "kafkaProducerMessage":
                writer.WriteString("screenshot"u8, view.Screenshot);
                break;
            default:
                break;
        }
    }

    private static void WritePath(Utf8JsonWriter writer, MonitorView view)
    {
        writer.WriteStartArray("path"u8);
        foreach (var name in view.Path)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
        writer.WriteString("pathName"u8, string.Join(" / ", view.Path));
    }

    private static void WriteChildren(Utf8JsonWriter writer, MonitorView view)
    {
        writer.WriteStartArray("childrenIDs"u8);
        foreach (var child in view.Descendants)
        {
            writer.WriteNumberValue(child.Value);
        }

        writer.WriteEndArray();
    }

    private static void WriteLinks(Utf8JsonWriter writer, MonitorView view)
    {
        writer.WriteStartObject("notificationIDList"u8);
        foreach (var notification in view.Notifications)
        {
            writer.WriteBoolean(notification.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), true);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("tags"u8);
        foreach (var tag in view.Tags)
        {
            writer.WriteStartObject();
            writer.WriteNumber("tag_id"u8, tag.TagId.Value);
            writer.WriteNumber("monitor_id"u8, view.Monitor.Id.Value);
            writer.WriteString("value"u8, tag.Value);
            writer.WriteString("name"u8, tag.Name);
            writer.WriteString("color"u8, tag.Color);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
