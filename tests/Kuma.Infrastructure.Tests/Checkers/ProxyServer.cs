using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Kuma.Infrastructure.Tests.Checkers;

/// <summary>A proxy of this machine for every protocol that monitors can go through: HTTP (forwarding and CONNECT), SOCKS 4, 4a and 5.</summary>
internal sealed class ProxyServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly X509Certificate2? _certificate;
    private readonly (string User, string Password)? _account;
    private readonly Task _serving;

    private ProxyServer(X509Certificate2? certificate, (string User, string Password)? account)
    {
        (_certificate, _account) = (certificate, account);
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it was asked for, such as <c>CONNECT localhost:443</c> or <c>SOCKS5 127.0.0.1:80</c>.</summary>
    public List<string> Asked { get; } = [];

    public static ProxyServer Start(X509Certificate2? certificate = null, (string User, string Password)? account = null) => new(certificate, account);

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
                Stream stream = client.GetStream();
                if (_certificate is not null)
                {
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(_certificate);
                    stream = tls;
                }

                var first = await ByteAsync(stream);
                await (first switch
                {
                    5 => Socks5Async(stream),
                    4 => Socks4Async(stream),
                    _ => HttpAsync(stream, (char)first),
                });
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                // One side has gone.
            }
        }
    }

    private async Task HttpAsync(Stream stream, char first)
    {
        while (true)
        {
            var head = new StringBuilder().Append(first);
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                head.Append((char)await ByteAsync(stream));
            }

            var lines = head.ToString().Split("\r\n");
            var words = lines[0].Split(' ');
            var isConnect = words[0] == "CONNECT";
            Asked.Add($"{words[0]} {words[1]}");
            if (_account is { } account && !lines.Contains(
                $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.User}:{account.Password}"))}"))
            {
                await stream.WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
                first = (char)await ByteAsync(stream);
                continue;
            }

            var target = isConnect ? new Uri($"http://{words[1]}") : new Uri(words[1]);
            using var upstream = new TcpClient();
            await upstream.ConnectAsync(target.Host, target.Port);
            var other = upstream.GetStream();
            if (isConnect)
            {
                await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray());
            }
            else
            {
                lines[0] = $"{words[0]} {target.PathAndQuery} HTTP/1.1";
                await other.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines)));
            }

            await PumpAsync(stream, other);
            return;
        }
    }

    private async Task Socks5Async(Stream stream)
    {
        var methods = await BytesAsync(stream, await ByteAsync(stream));
        byte method = _account is null ? (byte)0 : (byte)2;
        await stream.WriteAsync(new byte[] { 5, methods.Contains(method) ? method : (byte)0xff });
        if (_account is { } account)
        {
            await ByteAsync(stream);
            var user = Encoding.UTF8.GetString(await BytesAsync(stream, await ByteAsync(stream)));
            var password = Encoding.UTF8.GetString(await BytesAsync(stream, await ByteAsync(stream)));
            var right = (user, password) == account;
            await stream.WriteAsync(new byte[] { 1, right ? (byte)0 : (byte)1 });
            if (!right)
            {
                return;
            }
        }

        var head = await BytesAsync(stream, 4);
        var host = head[3] switch
        {
            1 => new IPAddress(await BytesAsync(stream, 4)).ToString(),
            4 => new IPAddress(await BytesAsync(stream, 16)).ToString(),
            _ => Encoding.UTF8.GetString(await BytesAsync(stream, await ByteAsync(stream))),
        };
        var port = await BytesAsync(stream, 2);
        await TunnelAsync(stream, "SOCKS5", host, (port[0] << 8) | port[1], new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 });
    }

    private async Task Socks4Async(Stream stream)
    {
        var head = await BytesAsync(stream, 7);
        while (await ByteAsync(stream) != 0)
        {
            // The user's name.
        }

        await TunnelAsync(
            stream, "SOCKS4", new IPAddress(head.AsSpan(3, 4)).ToString(), (head[1] << 8) | head[2], new byte[] { 0, 90, 0, 0, 0, 0, 0, 0 });
    }

    private async Task TunnelAsync(Stream stream, string protocol, string host, int port, byte[] granted)
    {
        Asked.Add($"{protocol} {host}:{port}");
        using var upstream = new TcpClient();
        await upstream.ConnectAsync(host, port);
        await stream.WriteAsync(granted);
        await PumpAsync(stream, upstream.GetStream());
    }

    private static async Task PumpAsync(Stream one, Stream other) => await Task.WhenAny(one.CopyToAsync(other), other.CopyToAsync(one));

    private static async Task<byte> ByteAsync(Stream stream) => (await BytesAsync(stream, 1))[0];

    private static async Task<byte[]> BytesAsync(Stream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}
