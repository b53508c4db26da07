using System.Net.Sockets;

namespace Kuma.Infrastructure.Checkers.Network;

/// <summary>Socket errors by the names that people know from the original.</summary>
internal static class SocketErrors
{
    public static string Name(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "ECONNREFUSED",
        SocketError.ConnectionReset => "ECONNRESET",
        SocketError.TimedOut => "ETIMEDOUT",
        SocketError.HostUnreachable => "EHOSTUNREACH",
        SocketError.NetworkUnreachable => "ENETUNREACH",
        SocketError.AddressNotAvailable => "EADDRNOTAVAIL",
        SocketError.TryAgain => "EAI_AGAIN",
        SocketError.HostNotFound or SocketError.NoData => "ENOTFOUND",
        SocketError.AccessDenied => "EACCES",
        _ => error.ToString(),
    };
}
