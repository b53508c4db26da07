using System.Net;
using System.Net.Sockets;

namespace Kuma.Infrastructure.Tests.Checkers.Targets;

/// <summary>A UDP server of the tests: it answers every datagram as the test says, or not at all.</summary>
internal sealed class UdpTarget : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<byte[], IEnumerable<byte[]>> _answer;
    private readonly Task _serving;
    private int _requests;

    private UdpTarget(Func<byte[], IEnumerable<byte[]>> answer)
    {
        _answer = answer;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        _serving = ServeAsync();
    }

    public int Port { get; }

    public int Requests => Volatile.Read(ref _requests);

    public static UdpTarget Answering(Func<byte[], byte[]> answer) => new(request => [answer(request)]);

    public static UdpTarget AnsweringMany(Func<byte[], IEnumerable<byte[]>> answer) => new(answer);

    public static UdpTarget Silent() => new(_ => []);

    public static UdpTarget Garbage() => new(_ => ["garbage"u8.ToArray()]);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var buffer = new byte[65536];
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                Interlocked.Increment(ref _requests);
                foreach (var answer in _answer(buffer[..received.ReceivedBytes]))
                {
                    await _socket.SendToAsync(answer, received.RemoteEndPoint, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
