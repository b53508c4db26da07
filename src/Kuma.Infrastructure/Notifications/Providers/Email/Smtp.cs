using System.Net.Sockets;
using Kuma.Infrastructure.Notifications.Http;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Kuma.Infrastructure.Notifications.Providers.Email;

/// <summary>Mail through a server of the user's.</summary>
internal sealed class Smtp(TimeProvider time) : INotificationProvider
{
    private const int UsualPort = 587;
    private const int UsualTlsPort = 465;

    public string Type => "smtp";

    public async Task<string> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        var config = notice.Config;
        var host = config.TextOr("smtpHost", "localhost");
        var port = config.Integer("smtpPort") is > 0 and <= ushort.MaxValue and var set ? set : IsSecure(config) ? UsualTlsPort : UsualPort;
        using var mail = SmtpMessage.Of(notice);
        using var client = new MailClient(host, config.Has("smtpIgnoreTLSError"), time);
        try
        {
            await client.ConnectAsync(host, port, Security(config), cancellationToken);
            if (config.Has("smtpUsername") || config.Has("smtpPassword"))
            {
                await client.AuthenticateAsync(config.Text("smtpUsername"), config.Text("smtpPassword"), cancellationToken);
            }

            await client.SendAsync(mail, cancellationToken);
        }
        catch (Exception e) when (e is ProtocolException or CommandException or SslHandshakeException or AuthenticationException
            or SocketException or IOException or TimeoutException or NotSupportedException or ServiceNotConnectedException or UriFormatException)
        {
            throw Failure(e, host, port, client.CertificateError);
        }

        // The mail is on its way: a bad good-bye changes nothing.
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception e) when (e is ProtocolException or CommandException or IOException or SocketException)
        {
            return Notice.Sent;
        }

        return Notice.Sent;
    }

    private static bool IsSecure(Fields config) => config.Text("smtpSecure") is "true";

    private static SecureSocketOptions Security(Fields config) => IsSecure(config)
        ? SecureSocketOptions.SslOnConnect
        : config.Has("smtpIgnoreSTARTTLS") ? SecureSocketOptions.None : SecureSocketOptions.StartTlsWhenAvailable;

    private static NotificationFailedException Failure(Exception e, string host, int port, string? certificateError) => e switch
    {
        SmtpCommandException command => new NotificationFailedException(command.Message, e)
        {
            IsTransient = (int)command.StatusCode is >= 400 and < 500, MayHaveArrived = true,
        },
        UriFormatException => new NotificationFailedException($"getaddrinfo ENOTFOUND {host}", e),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } name =>
            new NotificationFailedException($"getaddrinfo {NetworkFaults.NameCode(name)} {host}", e) { IsTransient = true },
        SocketException socket => new NotificationFailedException($"connect {NetworkFaults.Code(socket.SocketErrorCode)} {host}:{port}", e)
        {
            IsTransient = true,
        },
        SslHandshakeException => new NotificationFailedException(certificateError ?? Words(e), e),
        AuthenticationException => new NotificationFailedException($"Invalid login: {Words(e)}", e),
        NotSupportedException => new NotificationFailedException(Words(e), e),
        _ => new NotificationFailedException(e.Message, e) { IsTransient = true, MayHaveArrived = true },
    };

    private static string Words(Exception e) => e.Message.Split('\n')[0].Trim();
}
