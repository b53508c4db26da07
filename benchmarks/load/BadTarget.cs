using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kuma.Load;

/// <summary>What a <see cref="BadTarget"/> does to those who ask.</summary>
internal enum BadHabit
{
    /// <summary>Takes the connection and says nothing.</summary>
    Silence,

    /// <summary>A byte of its answer a second.</summary>
    Dripping,

    /// <summary>A body without end, as fast as it is read.</summary>
    EndlessBody,
}

/// <summary>A web server that no check should wait for.</summary>
internal sealed class BadTarget : IDisposable
{
    private readonly BadHabit _habit;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public BadTarget(BadHabit habit)
    {
        _habit = habit;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptAsync());
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // The run is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                var request = new byte[4096];
                await socket.ReceiveAsync(request);
                switch (_habit)
                {
                    case BadHabit.Dripping:
                        var answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
                        for (var i = 0; ; i++)
                        {
                            await socket.SendAsync(answer.AsMemory(Math.Min(i, answer.Length - 1), 1));
                            await Task.Delay(1000);
                        }

                    case BadHabit.EndlessBody:
                        await socket.SendAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray());
                        var much = new byte[65_536];
                        while (true)
                        {
                            await socket.SendAsync(much);
                        }

                    default:
                        await socket.ReceiveAsync(request); // Until the other side gives up.
                        break;
                }
            }
            catch (SocketException)
            {
                // The check has given up.
            }
        }
    }
}
