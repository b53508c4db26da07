using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kuma.Load;

/// <summary>
/// A name server on this machine: names that begin with <c>good</c> are this machine, of those that begin with <c>silent</c> it says nothing, others do
/// not exist. Port 53 belongs to root.
/// </summary>
internal sealed class NameServer : IDisposable
{
    private const int Header = 12;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public NameServer()
    {
        _socket.ReceiveBufferSize = 4 * 1024 * 1024;
        _socket.Bind(new IPEndPoint(Address, 53));
        _ = ServeAsync();
    }

    public static IPAddress Address { get; } = IPAddress.Parse("127.0.0.77");

    public int Questions { get; private set; }

    public void Dispose() => _socket.Dispose();

    private async Task ServeAsync()
    {
        var buffer = new byte[512];
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
                Questions++;
                if (Answer(buffer.AsSpan(0, received.ReceivedBytes)) is { } answer)
                {
                    await _socket.SendToAsync(answer, received.RemoteEndPoint);
                }
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // The run is over.
        }
    }

    /// <summary>RFC 1035, section 4: the question comes back, with an address behind it for a good name.</summary>
    private static byte[]? Answer(ReadOnlySpan<byte> question)
    {
        var first = Encoding.ASCII.GetString(question.Slice(Header + 1, question[Header]));
        if (first.StartsWith("silent", StringComparison.Ordinal))
        {
            return null;
        }

        var end = Header;
        while (question[end] != 0)
        {
            end += question[end] + 1;
        }

        end += 5;
        var isGood = first.StartsWith("good", StringComparison.Ordinal);
        var hasAddress = isGood && question[end - 3] == 1;
        return
        [
            question[0], question[1], 0x81, (byte)(isGood ? 0x80 : 0x83), 0, 1, 0, (byte)(hasAddress ? 1 : 0), 0, 0, 0, 0,
            .. question[Header..end],
            .. hasAddress ? new byte[] { 0xC0, Header, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1 } : [],
        ];
    }
}
