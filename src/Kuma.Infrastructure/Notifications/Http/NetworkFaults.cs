using System.Net.Sockets;
using System.Security.Authentication;

namespace Kuma.Infrastructure.Notifications.Http;

/// <summary>What one address answered to the attempt to connect.</summary>
internal readonly record struct ConnectFault(string Message, string Code);

/// <summary>No address of a target took the connection.</summary>
internal sealed class ConnectException : IOException
{
    public ConnectException(IReadOnlyList<ConnectFault> faults, Exception? inner)
        : base(faults is [var one] ? one.Message : "", inner) => Faults = faults;

    public IReadOnlyList<ConnectFault> Faults { get; }
}

/// <summary>Failures of the network in the words of the original.</summary>
internal static class NetworkFaults
{
    public static string Code(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "ECONNREFUSED",
        SocketError.ConnectionReset => "ECONNRESET",
        SocketError.TimedOut => "ETIMEDOUT",
        SocketError.HostUnreachable => "EHOSTUNREACH",
        SocketError.NetworkUnreachable => "ENETUNREACH",
        SocketError.AddressFamilyNotSupported => "EAFNOSUPPORT",
        SocketError.AccessDenied => "EACCES",
        _ => error.ToString(),
    };

    public static string NameCode(SocketException error) => error.SocketErrorCode is SocketError.TryAgain ? "EAI_AGAIN" : "ENOTFOUND";

    /// <summary>The failure with its bare words and those with code and cause.</summary>
    public static NotificationFailedException Describe(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case ConnectException { Faults: [var one] }:
                    return Failed(one.Message, $"{one.Message} (code={one.Code}) - cause: {one.Message}", failure);
                case ConnectException { Faults: [var first, ..] } several:
                    var causes = string.Join("; ", several.Faults.Select(fault => $"{fault.Message} (code={fault.Code})"));
                    return Failed("", $" (code={first.Code}) - caused by: {causes}", failure);
                case SocketException { SocketErrorCode: SocketError.ConnectionReset }:
                    return Failed("read ECONNRESET", "read ECONNRESET (code=ECONNRESET) - cause: read ECONNRESET", failure, mayHaveArrived: true);
                case HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return Failed("socket hang up", "socket hang up (code=ECONNRESET) - cause: socket hang up", failure, mayHaveArrived: true);
                case AuthenticationException { InnerException: null }:
                    return Failed(e.Message, CertificateCode(e.Message) is { } word ? $"{e.Message} (code={word}) - cause: {e.Message}" : e.Message, failure);
                default:
                    break;
            }
        }

        var message = (failure.InnerException ?? failure).Message;
        return Failed(message, message, failure, mayHaveArrived: true);
    }

    /// <summary>The code that the original shows with its words about a certificate.</summary>
    private static string? CertificateCode(string words) => words switch
    {
        "self-signed certificate" => "DEPTH_ZERO_SELF_SIGNED_CERT",
        "self-signed certificate in certificate chain" => "SELF_SIGNED_CERT_IN_CHAIN",
        "unable to verify the first certificate" => "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
        "unable to get local issuer certificate" => "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
        "certificate has expired" => "CERT_HAS_EXPIRED",
        "certificate is not yet valid" => "CERT_NOT_YET_VALID",
        "certificate revoked" => "CERT_REVOKED",
        "certificate signature failure" => "CERT_SIGNATURE_FAILURE",
        "invalid CA certificate" => "INVALID_CA",
        "unsuitable certificate purpose" => "INVALID_PURPOSE",
        _ => words.StartsWith("Hostname/IP", StringComparison.Ordinal) ? "ERR_TLS_CERT_ALTNAME_INVALID" : null,
    };

    private static NotificationFailedException Failed(string bare, string full, Exception cause, bool mayHaveArrived = false) =>
        new(full, cause) { Bare = bare, IsTransient = true, MayHaveArrived = mayHaveArrived };
}
