using System.Net.Sockets;
using Kuma.Infrastructure.Notifications.Http;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Kuma.Infrastructure.Notifications.Providers.Email;

/// <summary>Mail through a server of the user's.</summary>
internal sealed class Smtp : INotificationProvider
{
    public string Type => "smtp";

    public async Task<string> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        var config = notice.Config;
        using var mail = SmtpMessage.Of(notice);
        using var client = new SmtpClient { CheckCertificateRevocation = false };
        if (config.Has("smtpIgnoreTLSError"))
        {
#pragma warning disable CA5359 // The user asked for it.
            client.ServerCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        try
        {
            await client.ConnectAsync(config.Text("smtpHost"), config.Integer("smtpPort") ?? 0, Security(config), cancellationToken);
            if (config.Has("smtpUsername") || config.Has("smtpPassword"))
            {
                await client.AuthenticateAsync(config.Text("smtpUsername"), config.Text("smtpPassword"), cancellationToken);
            }

            await client.SendAsync(mail, cancellationToken);
        }
        catch (Exception e) when (e is ProtocolException or CommandException or SslHandshakeException or AuthenticationException
            or SocketException or IOException or TimeoutException or NotSupportedException or ServiceNotConnectedException)
        {
            throw Failure(e, config);
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

    private static SecureSocketOptions Security(Fields config) => config.Text("smtpSecure") is "true"
        ? SecureSocketOptions.SslOnConnect
        : config.Has("smtpIgnoreSTARTTLS") ? SecureSocketOptions.None : SecureSocketOptions.StartTlsWhenAvailable;

    private static NotificationFailedException Failure(Exception e, Fields config) => e switch
    {
        SmtpCommandException command => new NotificationFailedException(command.Message, e)
        {
            IsTransient = (int)command.StatusCode is >= 400 and < 500, MayHaveArrived = true,
        },
        SocketException socket => new NotificationFailedException(
            $"connect {NetworkFaults.Code(socket.SocketErrorCode)} {config.Text("smtpHost")}:{config.Text("smtpPort")}", e) { IsTransient = true },
        AuthenticationException or NotSupportedException or SslHandshakeException => new NotificationFailedException(Words(e), e),
        _ => new NotificationFailedException(e.Message, e) { IsTransient = true, MayHaveArrived = true },
    };

    private static string Words(Exception e) => e.Message.Split('\n')[0].Trim();
}
