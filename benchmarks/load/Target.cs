using System.Net;
using System.Net.Sockets;

namespace Kuma.Load;

/// <summary>A web server that answers every request with 200 and a short body, and costs next to nothing.</summary>
internal sealed class Target : IDisposable
{
    private static readonly byte[] Answer =
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nOK"u8.ToArray();

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private int _requests;

    public Target()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(4096);
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public int Requests => Volatile.Read(ref _requests);

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptAsync());
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            var buffer = new byte[4096];
            try
            {
                // Requests of a checker are small: one read is one request.
                while (await socket.ReceiveAsync(buffer) > 0)
                {
                    Interlocked.Increment(ref _requests);
                    await socket.SendAsync(Answer);
                }
            }
            catch (SocketException)
            {
            }
        }
    }
}
