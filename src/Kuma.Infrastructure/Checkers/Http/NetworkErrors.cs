using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>Network failures in the words that people know from the original.</summary>
internal static class NetworkErrors
{
    public static string Describe(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case CheckFailedException known:
                    return known.Message;
                case System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.ConnectionReset }:
                    return "read ECONNRESET";
                case HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return "socket hang up";
                default:
                    break;
            }
        }

        return (failure.InnerException ?? failure).Message;
    }
}
