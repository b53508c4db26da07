using System.Net;
using System.Net.Sockets;

namespace Kuma.Infrastructure.Tests.Checkers;

/// <summary>A TCP server of this machine that says what no web server would say.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly Func<NetworkStream, Task> _talk;
    private readonly Task _serving;

    private RawServer(Func<NetworkStream, Task> talk)
    {
        _talk = talk;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}/";

    /// <summary>Talks to each connection, which is closed when the talk is over.</summary>
    public static RawServer Start(Func<NetworkStream, Task> talk) => new(talk);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        await _serving;
        _over.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (!_over.IsCancellationRequested)
            {
                _ = TalkAsync(await _listener.AcceptTcpClientAsync(_over.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await _talk(client.GetStream());
            }
            catch (IOException)
            {
                // The other side has gone.
            }
        }
    }
}
