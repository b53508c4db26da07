using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SocketIO.Core.Tests.Wire;

/// <summary>A frame as it came.</summary>
internal sealed record Frame(byte First, byte[] Payload)
{
    public int Opcode => First & 0x0F;

    public bool IsCompressed => (First & 0x40) != 0;

    public string Text => Encoding.UTF8.GetString(Payload);

    public int CloseCode => Payload.Length < 2 ? 1005 : BinaryPrimitives.ReadUInt16BigEndian(Payload);
}

/// <summary>WebSocket by hand on a TCP connection, so that a test can break every rule of it.</summary>
internal sealed class WebSocketWire : IWire
{
    private readonly TcpClient _tcp;
    private readonly Stream _stream;
    private readonly byte[] _one = new byte[14];

    private WebSocketWire(TcpClient tcp)
    {
        _tcp = tcp;
        _stream = new BufferedStream(tcp.GetStream(), 16 * 1024);
    }

    public string Open { get; set; } = string.Empty;

    public string Sid => System.Text.Json.JsonDocument.Parse(Open[1..]).RootElement.GetProperty("sid").GetString()!;

    /// <summary>The status line and headers of the handshake.</summary>
    public string Response { get; private set; } = string.Empty;

    public int Status => int.Parse(Response.Split(' ')[1], CultureInfo.InvariantCulture);

    public NetworkStream Network => _tcp.GetStream();

    /// <summary>Sends the handshake and reads the head of the answer, whatever it is.</summary>
    public static async Task<WebSocketWire> HandshakeAsync(Uri address, string path, params string[] headers)
    {
        var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync(address.Host, address.Port);
        var wire = new WebSocketWire(tcp);
        string[] lines =
        [
            $"GET {path} HTTP/1.1", $"Host: {address.Authority}", "Upgrade: websocket", "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13", .. headers, string.Empty, string.Empty,
        ];
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines)));
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await wire.FillAsync(1) == 1)
        {
            head.Append((char)wire._one[0]);
        }

        wire.Response = head.ToString();
        return wire;
    }

    public static async Task<WebSocketWire> ConnectAsync(Uri address, string path, params string[] headers)
    {
        var wire = await HandshakeAsync(address, path, headers);
        return wire.Status == 101 ? wire : throw new IOException("Refused: " + wire.Response);
    }

    /// <summary>What follows the head of a refused handshake.</summary>
    public async Task<string> BodyAsync() => await new StreamReader(_stream).ReadToEndAsync();

    public static byte[] MakeFrame(int first, ReadOnlySpan<byte> payload, bool isMasked = true, long? claimedLength = null)
    {
        var length = claimedLength ?? payload.Length;
        var frame = new List<byte> { (byte)first };
        var maskBit = isMasked ? 0x80 : 0;
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, length);
        if (length < 126)
        {
            frame.Add((byte)(maskBit | (int)length));
        }
        else if (length <= ushort.MaxValue)
        {
            frame.Add((byte)(maskBit | 126));
            frame.AddRange(number[6..]);
        }
        else
        {
            frame.Add((byte)(maskBit | 127));
            frame.AddRange(number);
        }

        if (!isMasked)
        {
            frame.AddRange(payload);
            return [.. frame];
        }

        ReadOnlySpan<byte> key = [0x12, 0x34, 0x56, 0x78];
        frame.AddRange(key);
        var start = frame.Count;
        frame.AddRange(payload);
        var bytes = frame.ToArray();
        for (var i = start; i < bytes.Length; i++)
        {
            bytes[i] ^= key[(i - start) & 3];
        }

        return bytes;
    }

    public async Task SendAsync(params string[] packets)
    {
        foreach (var packet in packets)
        {
            await SendFrameAsync(packet.StartsWith('b') ? 0x82 : 0x81, packet.StartsWith('b')
                ? Convert.FromBase64String(packet[1..])
                : Encoding.UTF8.GetBytes(packet));
        }
    }

    public Task SendFrameAsync(int first, params byte[] payload) => SendBytesAsync(MakeFrame(first, payload));

    public async Task SendBytesAsync(ReadOnlyMemory<byte> bytes) => await _tcp.GetStream().WriteAsync(bytes);

    /// <summary>The next frame, or null when the connection has ended.</summary>
    public async Task<Frame?> FrameAsync()
    {
        if (await FillAsync(2) < 2)
        {
            return null;
        }

        var first = _one[0];
        long length = _one[1];
        if (length == 126)
        {
            await FillAsync(2);
            length = BinaryPrimitives.ReadUInt16BigEndian(_one);
        }
        else if (length == 127)
        {
            await FillAsync(8);
            length = BinaryPrimitives.ReadInt64BigEndian(_one);
        }

        var payload = new byte[length];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        await _stream.ReadExactlyAsync(payload, limit.Token);
        return new Frame(first, payload);
    }

    /// <summary>Reads on to the close frame. -1: the connection ended without one.</summary>
    public async Task<int> CloseCodeAsync()
    {
        while (await FrameAsync() is { } frame)
        {
            if (frame.Opcode == 8)
            {
                return frame.CloseCode;
            }
        }

        return -1;
    }

    public async Task<string?> NextAsync(bool keepPings = false)
    {
        while (await FrameAsync() is { } frame)
        {
            switch (frame.Opcode)
            {
                case 1 when frame.Text == "2":
                    await SendAsync("3");
                    if (keepPings)
                    {
                        return "2";
                    }

                    break;
                case 1:
                    return frame.Text;
                case 2:
                    return "b" + Convert.ToBase64String(frame.Payload);
                default:
                    return null;
            }
        }

        return null;
    }

    public ValueTask DisposeAsync()
    {
        _tcp.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<int> FillAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        try
        {
            return await _stream.ReadAtLeastAsync(_one.AsMemory(0, count), count, throwOnEndOfStream: false, limit.Token);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
