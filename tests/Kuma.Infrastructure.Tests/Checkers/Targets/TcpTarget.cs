using System.Net;
using System.Net.Sockets;

namespace Kuma.Infrastructure.Tests.Checkers.Targets;

/// <summary>A TCP server of the tests: each connection is served as the test says.</summary>
internal sealed class TcpTarget : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _serve;
    private readonly Task _accepting;
    private int _open;

    private TcpTarget(Func<NetworkStream, CancellationToken, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Connections that the other side has not closed.</summary>
    public int Open => Volatile.Read(ref _open);

    public static TcpTarget Serving(Func<NetworkStream, CancellationToken, Task> serve) => new(serve);

    /// <summary>Takes connections and says nothing.</summary>
    public static TcpTarget Silent() => new((_, _) => Task.CompletedTask);

    /// <summary>Talks nonsense as soon as somebody connects.</summary>
    public static TcpTarget Garbage() => new(async (stream, token) => await stream.WriteAsync("\u0001\u0002 what is this\r\n\r\n"u8.ToArray(), token));

    /// <summary>A port on which nobody listens.</summary>
    public static int ClosedPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref _open);
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                await _serve(stream, _stop.Token);
                var rest = new byte[4096];
                while (await stream.ReadAsync(rest, _stop.Token) > 0)
                {
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
