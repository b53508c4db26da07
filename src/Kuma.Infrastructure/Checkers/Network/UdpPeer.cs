using System.Net;
using System.Net.Sockets;
using Kuma.Application.Monitoring;
using Kuma.Infrastructure.Checkers.Names;

namespace Kuma.Infrastructure.Checkers.Network;

/// <summary>A UDP socket that talks to one peer: what others send is not heard, and a closed port is told at once.</summary>
internal sealed class UdpPeer : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];

    private UdpPeer(Socket socket, IPEndPoint peer)
    {
        _socket = socket;
        EndPoint = peer;
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>Finds the host's address; IPv4 is preferred.</summary>
    /// <exception cref="SocketException">The name has no address.</exception>
    public static async Task<UdpPeer> OpenAsync(
        string host, int port, CancellationToken cancellationToken, AddressFamily family = AddressFamily.Unspecified)
    {
        if (port is < 1 or > IPEndPoint.MaxPort)
        {
            throw new CheckFailedException($"Invalid port: {port}");
        }

        var name = host.Trim().Trim('[', ']');
        if (name.Length == 0)
        {
            throw new CheckFailedException("Hostname is required");
        }

        var addresses = await FindAsync(name, family, cancellationToken);
        var address = addresses.OrderBy(one => one.AddressFamily is AddressFamily.InterNetwork ? 0 : 1).FirstOrDefault()
            ?? throw new SocketException((int)SocketError.HostNotFound);
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            await socket.ConnectAsync(address, port, cancellationToken);
            return new UdpPeer(socket, new IPEndPoint(address, port));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> datagram, CancellationToken cancellationToken) =>
        await _socket.SendAsync(datagram, cancellationToken);

    /// <summary>The next datagram of the peer.</summary>
    public async Task<byte[]> ReceiveAsync(CancellationToken cancellationToken)
    {
        var length = await _socket.ReceiveAsync(_buffer, cancellationToken);
        return _buffer[..length];
    }

    public void Dispose() => _socket.Dispose();

    private static async Task<IPAddress[]> FindAsync(string name, AddressFamily family, CancellationToken cancellationToken)
    {
        try
        {
            return await HostNames.Shared.FindAsync(name, family, cancellationToken);
        }
        catch (ArgumentException)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }
    }
}
