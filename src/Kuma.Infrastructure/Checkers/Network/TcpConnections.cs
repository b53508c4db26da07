using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Network;

/// <summary>TCP connections by name, of the wanted address family; failures are told as the original tells them.</summary>
internal static class TcpConnections
{
    /// <summary>Tries the addresses of the host in turn.</summary>
    /// <exception cref="CheckFailedException">The name has no address, or none of them takes the connection.</exception>
    public static async Task<NetworkStream> OpenAsync(string host, int port, string? family, CancellationToken cancellationToken)
    {
        CheckFailedException? failure = null;
        foreach (var address in await ResolveAsync(host, family, cancellationToken))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException e)
            {
                socket.Dispose();
                failure = new CheckFailedException(
                    string.Create(CultureInfo.InvariantCulture, $"connect {Code(e.SocketErrorCode)} {Shown(address)}:{port}"), e);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw failure ?? new CheckFailedException($"getaddrinfo ENOTFOUND {host}");
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, string? family, CancellationToken cancellationToken)
    {
        try
        {
            var wanted = family switch
            {
                "ipv4" => AddressFamily.InterNetwork,
                "ipv6" => AddressFamily.InterNetworkV6,
                _ => AddressFamily.Unspecified,
            };
            return await Dns.GetHostAddressesAsync(host.Trim('[', ']'), wanted, cancellationToken);
        }
        catch (SocketException e)
        {
            var code = e.SocketErrorCode is SocketError.TryAgain ? "EAI_AGAIN" : "ENOTFOUND";
            throw new CheckFailedException($"getaddrinfo {code} {host}", e);
        }
    }

    private static string Shown(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString() : address.ToString();

    private static string Code(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "ECONNREFUSED",
        SocketError.TimedOut => "ETIMEDOUT",
        SocketError.HostUnreachable => "EHOSTUNREACH",
        SocketError.NetworkUnreachable => "ENETUNREACH",
        SocketError.ConnectionReset => "ECONNRESET",
        SocketError.AddressNotAvailable => "EADDRNOTAVAIL",
        _ => error.ToString(),
    };
}
