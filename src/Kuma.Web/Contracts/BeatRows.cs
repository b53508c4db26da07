using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kuma.Domain.Heartbeats;

namespace Kuma.Web.Contracts;

/// <summary>
/// Writes beats as rows of the table, many at a time: a sign-in sends a hundred per monitor. Hot path: one buffer that is used again, digits written in
/// place, and a message that repeats is escaped once. One caller at a time; what it returns holds until the next call.
/// </summary>
internal sealed class BeatRows
{
    /// <summary>An upper bound of a row without its message and response.</summary>
    private const int RowBytes = 420;

    private byte[] _buffer = new byte[32 * 1024];
    private int _length;
    private string? _message;
    private byte[] _escaped = [];

    public ReadOnlyMemory<byte> Write(IEnumerable<Heartbeat> beats)
    {
        _length = 0;
        Put((byte)'[');
        var isFirst = true;
        foreach (var beat in beats)
        {
            if (!isFirst)
            {
                Put((byte)',');
            }

            Write(beat);
            isFirst = false;
        }

        Put((byte)']');
        return _buffer.AsMemory(0, _length);
    }

    private void Write(Heartbeat beat)
    {
        var message = Escaped(beat.Message);
        Reserve(RowBytes + message.Length + (beat.Response is { } saved ? Base64.GetMaxEncodedToUtf8Length(saved.Length) : 0));
        Put("{\"id\":"u8);
        Put(beat.Id);
        Put(",\"monitor_id\":"u8);
        Put(beat.MonitorId.Value);
        Put(",\"monitorID\":"u8);
        Put(beat.MonitorId.Value);
        Put(",\"status\":"u8);
        Put((int)beat.Status);
        Put(",\"time\":"u8);
        Put(beat.Time);
        Put(",\"msg\":"u8);
        Put(message);
        Put(",\"ping\":"u8);
        Put(beat.Ping);
        Put(beat.Important ? ",\"important\":1,\"duration\":"u8 : ",\"important\":0,\"duration\":"u8);
        Put(beat.Duration ?? 0);
        Put(",\"retries\":"u8);
        Put(beat.Retries);
        Put(",\"response\":"u8);
        Put(beat.Response);
        Put(",\"down_count\":"u8);
        Put(beat.DownCount);
        Put(",\"downCount\":"u8);
        Put(beat.DownCount);
        Put(",\"end_time\":"u8);
        if (beat.EndTime is { } end)
        {
            Put(end);
        }
        else
        {
            Put("null"u8);
        }

        Put((byte)'}');
    }

    /// <summary>The message as JSON. Equal messages of a monitor are one string, so that mostly only the reference is compared.</summary>
    private ReadOnlySpan<byte> Escaped(string? message)
    {
        if (message is null)
        {
            return "null"u8;
        }

        if (!ReferenceEquals(message, _message))
        {
            _message = message;
            _escaped = Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(message, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"");
        }

        return _escaped;
    }

    private void Put(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Put(long number)
    {
        Utf8Formatter.TryFormat(number, _buffer.AsSpan(_length), out var written);
        _length += written;
    }

    private void Put(double? number)
    {
        switch (number)
        {
            case null:
                Put("null"u8);
                break;
            case var whole when whole == Math.Truncate(whole.Value) && Math.Abs(whole.Value) < 1e15:
                Put((long)whole.Value);
                break;
            default:
                number.Value.TryFormat(_buffer.AsSpan(_length), out var written, provider: CultureInfo.InvariantCulture);
                _length += written;
                break;
        }
    }

    private void Put(byte[]? response)
    {
        if (response is null)
        {
            Put("null"u8);
            return;
        }

        Put((byte)'"');
        Base64.EncodeToUtf8(response, _buffer.AsSpan(_length), out _, out var written);
        _length += written;
        Put((byte)'"');
    }

    /// <summary><c>"yyyy-MM-dd HH:mm:ss.fff"</c> in UTC.</summary>
    private void Put(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        utc.Deconstruct(out DateOnly date, out TimeOnly clock);
        var text = _buffer.AsSpan(_length, 25);
        text[0] = (byte)'"';
        Digits(text[1..5], date.Year);
        text[5] = (byte)'-';
        Digits(text[6..8], date.Month);
        text[8] = (byte)'-';
        Digits(text[9..11], date.Day);
        text[11] = (byte)' ';
        Digits(text[12..14], clock.Hour);
        text[14] = (byte)':';
        Digits(text[15..17], clock.Minute);
        text[17] = (byte)':';
        Digits(text[18..20], clock.Second);
        text[20] = (byte)'.';
        Digits(text[21..24], clock.Millisecond);
        text[24] = (byte)'"';
        _length += 25;
    }

    private static void Digits(Span<byte> target, int number)
    {
        for (var i = target.Length - 1; i >= 0; i--)
        {
            (number, var digit) = Math.DivRem(number, 10);
            target[i] = (byte)('0' + digit);
        }
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
        }
    }
}
