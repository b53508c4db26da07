using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;

namespace Kuma.Web.Contracts;

/// <summary>
/// Writes the lean feed (docs/adr/0007-lean-feed.md): the same facts as the full one, without names, without what equals a default, and with
/// runs of equal values counted.
/// </summary>
internal static class LeanWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Conditions may be as deep as a client can send them.</summary>
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 2_000 };

    private static readonly MonitorView DefaultView = new(
        new Monitor(new MonitorId(0), ownerId: null, active: true, new Domain.Monitors.MonitorSettings()),
        Active: true, ForceInactive: false, UnderMaintenance: false, Path: [], Descendants: [], Notifications: [], Tags: []);

    /// <summary>A monitor of nothing but defaults, without the derived fields.</summary>
    public static readonly ReadOnlyMemory<byte> Defaults = Encode(json => WriteDifferences(json, DefaultView, defaults: null));

    /// <summary>The values of that monitor, in the one order that the fields of every monitor have.</summary>
    private static readonly byte[][] DefaultValues = [.. Whole(DefaultView).RootElement.EnumerateObject()
        .Select(field => JsonMarshal.GetRawUtf8Value(field.Value).ToArray())];

    /// <summary>An object keyed by id: of each monitor what differs from <see cref="Defaults"/>.</summary>
    public static ReadOnlyMemory<byte> Monitors(IEnumerable<MonitorView> views) => Encode(json =>
    {
        json.WriteStartObject();
        foreach (var view in views)
        {
            json.WritePropertyName(view.Monitor.Id.Value.ToString(CultureInfo.InvariantCulture));
            WriteDifferences(json, view, DefaultValues);
        }

        json.WriteEndObject();
    });

    /// <summary>
    /// Histories, one list per monitor: id, figures, the newest beat's time in unix ms, then runs <c>[value,count,…]</c> of statuses, of whole
    /// seconds to the next beat and of messages, and the pings as they are (null for none).
    /// </summary>
    public static ReadOnlyMemory<byte> Histories(IEnumerable<MonitorId> monitors, ILiveBoard board) => Encode(json =>
    {
        json.WriteStartArray();
        foreach (var id in monitors)
        {
            var beats = board.Recent(id);
            json.WriteStartArray();
            json.WriteNumberValue(id.Value);
            WriteFigures(json, id, board);
            json.WriteNumberValue(beats.Count == 0 ? 0 : beats[^1].Time.ToUnixTimeMilliseconds());
            WriteRuns(json, beats.Select(beat => (int)beat.Status), (writer, status) => writer.WriteNumberValue(status));
            WriteRuns(json, Gaps(beats), (writer, gap) => writer.WriteNumberValue(gap));
            WriteRuns(json, beats.Select(beat => beat.Message ?? ""), (writer, message) => writer.WriteStringValue(message));
            json.WriteStartArray();
            foreach (var beat in beats)
            {
                WritePing(json, beat.Ping);
            }

            json.WriteEndArray();
            json.WriteEndArray();
        }

        json.WriteEndArray();
    });

    /// <summary>Live beats, one list each: id, figures after it, time in unix ms, status, ping, message, whether it is important (1 or 0).</summary>
    public static ReadOnlyMemory<byte> Beats(IEnumerable<Heartbeat> beats, ILiveBoard board) => Encode(json =>
    {
        json.WriteStartArray();
        foreach (var beat in beats)
        {
            json.WriteStartArray();
            json.WriteNumberValue(beat.MonitorId.Value);
            WriteFigures(json, beat.MonitorId, board);
            json.WriteNumberValue(beat.Time.ToUnixTimeMilliseconds());
            json.WriteNumberValue((int)beat.Status);
            WritePing(json, beat.Ping);
            json.WriteStringValue(beat.Message ?? "");
            json.WriteNumberValue(beat.Important ? 1 : 0);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }, expected: 256);

    /// <summary>Hot path: a hundred fields per monitor, compared as bytes, without a text of any.</summary>
    private static void WriteDifferences(Utf8JsonWriter json, MonitorView view, byte[][]? defaults)
    {
        using var whole = Whole(view);
        json.WriteStartObject();
        var place = 0;
        foreach (var field in whole.RootElement.EnumerateObject())
        {
            var value = JsonMarshal.GetRawUtf8Value(field.Value);
            var differs = defaults is null || !value.SequenceEqual(defaults[place]);
            place++;
            if (differs && JsonMarshal.GetRawUtf8PropertyName(field) is var name && !IsDerived(name))
            {
                json.WritePropertyName(name);
                json.WriteRawValue(value, skipInputValidation: true);
            }
        }

        json.WriteEndObject();
    }

    private static JsonDocument Whole(MonitorView view) => JsonDocument.Parse(MonitorWriter.Single(view, sensitive: true), Deep);

    /// <summary>Whether the client makes the field from others.</summary>
    private static bool IsDerived(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("pathName"u8) || name.SequenceEqual("accepted_statuscodes_json"u8) || name.SequenceEqual("includeSensitiveData"u8);

    /// <summary>Average ping in ms with two decimals or null, then the ratios of a day, a month and a year with five.</summary>
    private static void WriteFigures(Utf8JsonWriter json, MonitorId id, ILiveBoard board)
    {
        var day = board.Uptime(id, UptimeWindow.Day);
        json.WriteStartArray();
        WritePing(json, day.AveragePing is { } ping && Math.Round(ping, 2, MidpointRounding.AwayFromZero) is var rounded and not 0 ? rounded : null);
        json.WriteNumberValue(Math.Round(day.Uptime, 5));
        json.WriteNumberValue(Math.Round(board.Uptime(id, UptimeWindow.Month).Uptime, 5));
        json.WriteNumberValue(Math.Round(board.Uptime(id, UptimeWindow.Year).Uptime, 5));
        json.WriteEndArray();
    }

    private static IEnumerable<long> Gaps(IReadOnlyList<Heartbeat> beats) =>
        beats.Zip(beats.Skip(1), (one, next) => Second(next) - Second(one));

    private static long Second(Heartbeat beat) => (long)Math.Round(beat.Time.ToUnixTimeMilliseconds() / 1000.0);

    private static void WriteRuns<T>(Utf8JsonWriter json, IEnumerable<T> values, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray();
        using var rest = values.GetEnumerator();
        var more = rest.MoveNext();
        while (more)
        {
            var value = rest.Current;
            var count = 0;
            do
            {
                count++;
                more = rest.MoveNext();
            }
            while (more && EqualityComparer<T>.Default.Equals(rest.Current, value));

            write(json, value);
            json.WriteNumberValue(count);
        }

        json.WriteEndArray();
    }

    private static void WritePing(Utf8JsonWriter json, double? ping)
    {
        if (ping is { } value)
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static ReadOnlyMemory<byte> Encode(Action<Utf8JsonWriter> write, int expected = 4 * 1024)
    {
        var buffer = new ArrayBufferWriter<byte>(expected);
        using var writer = new Utf8JsonWriter(buffer, Options);
        write(writer);
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
