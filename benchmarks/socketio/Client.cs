using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocketIO.Benchmarks;

/// <summary>
/// A WebSocket client of a few system calls: it counts frames as they come and looks into one only when somebody waits for it, so that the
/// load costs less than what is measured.
/// </summary>
internal sealed class Client(Action<Client> onMessage) : IDisposable
{
    private readonly System.Net.Sockets.Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[4096];
    private readonly byte[] _first = new byte[10];
    private int _headerHeld;
    private long _payloadLeft;
    private bool _isShort;
    private TaskCompletionSource<string>? _text;
    private StringBuilder? _gathered;

    public long Messages { get; private set; }

    public static byte[] MakeFrame(string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        var header = payload.Length < 126 ? 2 : 4;
        var frame = new byte[header + 4 + payload.Length];
        frame[0] = 0x81;
        frame[1] = (byte)(0x80 | (header == 2 ? payload.Length : 126));
        if (header == 4)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        }

        // A mask of zeros: legal, and nothing to compute.
        payload.CopyTo(frame, header + 4);
        return frame;
    }

    public async Task ConnectAsync(int port)
    {
        await _socket.ConnectAsync(IPAddress.Loopback, port);
        await _socket.SendAsync(Encoding.ASCII.GetBytes(
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"));
        var head = string.Empty;
        int end;
        while ((end = head.IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            head += Encoding.Latin1.GetString(_buffer, 0, await _socket.ReceiveAsync(_buffer));
        }

        if (!head.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
        {
            throw new IOException(head);
        }

        var joined = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _text = joined;
        var rest = Encoding.Latin1.GetBytes(head[(end + 4)..]);
        rest.CopyTo(_buffer, 0);
        Take(_buffer.AsSpan(0, rest.Length));
        _ = ReadAsync();
        await joined.Task;
        await AskAsync(MakeFrame("40"));
        Messages = 0;
    }

    public void Send(byte[] frame) => _socket.Send(frame);

    /// <summary>Sends a frame and gives the text of the next that comes.</summary>
    public Task<string> AskAsync(byte[] frame)
    {
        var text = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _text = text;
        Send(frame);
        return text.Task;
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                var read = await _socket.ReceiveAsync(_buffer);
                if (read == 0)
                {
                    return;
                }

                Take(_buffer.AsSpan(0, read));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            _text?.TrySetException(exception);
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0 || (_headerHeld > 0 && _payloadLeft == 0 && IsHeaderWhole()))
        {
            if (!IsHeaderWhole())
            {
                _first[_headerHeld++] = bytes[0];
                bytes = bytes[1..];
                if (!IsHeaderWhole())
                {
                    continue;
                }

                _payloadLeft = _first[1] switch
                {
                    127 => BinaryPrimitives.ReadInt64BigEndian(_first.AsSpan(2)),
                    126 => BinaryPrimitives.ReadUInt16BigEndian(_first.AsSpan(2)),
                    var small => small,
                };
                _isShort = _payloadLeft == 1;
            }

            var part = (int)Math.Min(_payloadLeft, bytes.Length);
            if (_text is not null && !_isShort)
            {
                (_gathered ??= new StringBuilder()).Append(Encoding.UTF8.GetString(bytes[..part]));
            }

            _payloadLeft -= part;
            bytes = bytes[part..];
            if (_payloadLeft == 0)
            {
                _headerHeld = 0;
                TakeFrame();
            }
        }
    }

    private void TakeFrame()
    {
        if (_isShort)
        {
            // The only packet of one byte that a server sends here is the ping.
            _socket.Send(MakeFrame("3"));
            return;
        }

        if (_text is { } waiting)
        {
            _text = null;
            var text = _gathered!.ToString();
            _gathered = null;
            waiting.TrySetResult(text);
            return;
        }

        Messages++;
        onMessage(this);
    }

    private bool IsHeaderWhole() => _headerHeld >= 2 && _headerHeld >= _first[1] switch
    {
        127 => 10,
        126 => 4,
        _ => 2,
    };
}
