using System.Net.Sockets;
using System.Security.Authentication;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>Network failures in the words that people know from the original.</summary>
internal static class NetworkErrors
{
    public static string Describe(Exception failure)
    {
        var deepest = failure;
        for (var e = failure; e is not null; e = e.InnerException)
        {
            deepest = e;
            switch (e)
            {
                case CheckFailedException known:
                    return known.Message;
                case SocketException { SocketErrorCode: SocketError.ConnectionReset }:
                    return "read ECONNRESET";
                case SocketException { SocketErrorCode: SocketError.Shutdown }:
                    return "write EPIPE";
                case HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return "socket hang up";
                case HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse }:
                case HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }:
                    return $"Parse Error: {e.Message}";
                case HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: { } status }:
                    return $"Request failed with status code {(int)status}";
                case AuthenticationException { InnerException: null } when e.Message.Contains("frame", StringComparison.Ordinal):
                    return "write EPROTO: wrong version number";
                case InvalidDataException:
                    return "incorrect header check";
                default:
                    break;
            }
        }

        // Libraries wrap what happened in what they were doing; the innermost says the most.
        return deepest.Message;
    }
}
