using System.Net.Sockets;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Network;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Kuma.Infrastructure.Checkers.Smtp;

/// <summary>UP when a mail server greets, and changes to TLS where that is wanted; no mail is sent (spec/monitors.md section 5.21).</summary>
internal sealed class SmtpChecker(TimeProvider time) : IChecker
{
    private const int DefaultPort = 25;

    private static readonly TimeSpan GreetingLimit = TimeSpan.FromSeconds(30);

    public string Type => "smtp";

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        var limit = Kuma.Domain.Heartbeats.BeatPolicy.Timeout(settings);
        using var deadline = new Deadline(limit < GreetingLimit ? limit : GreetingLimit, time, cancellationToken);
        try
        {
            await TalkAsync(settings, deadline.Token);
            return CheckOutcome.Up("SMTP connection verifies successfully");
        }
        catch (OperationCanceledException e) when (deadline.Passed)
        {
            throw Failure("Error: Greeting never received", e);
        }
        catch (CheckFailedException e)
        {
            throw Failure($"Error: {e.Message}", e);
        }
        catch (SslHandshakeException e)
        {
            throw Failure($"Error: {Reason(e)}", e);
        }
        catch (NotSupportedException e)
        {
            throw Failure("Error: The server does not offer STARTTLS", e);
        }
        catch (Exception e) when (e is SmtpProtocolException or SmtpCommandException or IOException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            throw Failure($"Error: {e.Message}", e);
        }
    }

    private static async Task TalkAsync(MonitorSettings settings, CancellationToken cancellationToken)
    {
        var host = (settings.Hostname ?? "").Trim();
        var port = settings.Port ?? DefaultPort;
        await using var connection = await TcpConnections.OpenAsync(host, port, settings.IpFamily, cancellationToken);
        using var client = new SmtpClient { CheckCertificateRevocation = false };
        var security = settings.SmtpSecurity switch
        {
            "secure" => SecureSocketOptions.SslOnConnect,
            "starttls" => SecureSocketOptions.StartTls,
            "nostarttls" => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTlsWhenAvailable,
        };
        await client.ConnectAsync(connection, host, port, security, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    private static string Reason(SslHandshakeException failure)
    {
        var inner = failure.InnerException ?? failure;
        return inner.Message.ReplaceLineEndings(" ");
    }

    private static CheckFailedException Failure(string text, Exception inner) => new($"SMTP connection doesn't verify: {text}", inner);
}
