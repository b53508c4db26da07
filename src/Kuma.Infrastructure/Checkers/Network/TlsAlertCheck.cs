using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Http;
using Kuma.Infrastructure.Checkers.Tls;

namespace Kuma.Infrastructure.Checkers.Network;

/// <summary>UP when a server refuses a TLS connection with a certain alert, such as one that wants client certificates.</summary>
internal sealed partial class TlsAlertCheck(HandshakeFacts facts, TimeProvider time)
{
    private const int DefaultPort = 443;
    private const double DefaultSeconds = 30;

    /// <summary>With TLS 1.3 the client is done before the server has looked at its certificate: the refusal comes when the client listens.</summary>
    private static readonly TimeSpan Afterthought = TimeSpan.FromSeconds(1);

    public async Task<CheckOutcome> CheckAsync(MonitorSettings settings, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(settings.Timeout > 0 ? settings.Timeout : DefaultSeconds), time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var expected = settings.ExpectedTlsAlert;
        try
        {
            await HandshakeAsync(settings, linked.Token);
            return Failed(
                $"Expected TLS alert '{expected}' but connection succeeded. The server accepted the connection without requiring a client certificate.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed("TLS connection timed out");
        }
        catch (Exception e) when (e is AuthenticationException or IOException or CheckFailedException)
        {
            if (AlertOf(e) is not { } alert)
            {
                return Failed($"Expected TLS alert '{expected}' but got unexpected error: {NetworkErrors.Describe(e)}");
            }

            var name = TlsAlerts.Name(alert);
            return name == expected
                ? CheckOutcome.Up(string.Create(CultureInfo.InvariantCulture, $"TLS alert received as expected: {name} ({alert})"), Ping())
                : Failed(string.Create(CultureInfo.InvariantCulture, $"Expected TLS alert '{expected}' but received '{name}' ({alert})"));
        }

        CheckOutcome Failed(string message) => CheckOutcome.Failed(message, Ping());

        double Ping() => Math.Round(time.GetElapsedTime(start).TotalMilliseconds);
    }

    private async Task HandshakeAsync(MonitorSettings settings, CancellationToken cancellationToken)
    {
        var host = settings.Hostname ?? "";
        await using var connection = await TcpConnections.OpenAsync(host, settings.Port is > 0 and var port ? port : DefaultPort, settings.IpFamily, cancellationToken);
        await using var stream = new SslStream(connection);
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = host,
                AllowTlsResume = false,
                CertificateChainPolicy = TlsRules.ChainPolicy(TlsRules.Authorities(settings)),
                ClientCertificateContext = TlsRules.ClientCertificate(settings),
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) => errors is SslPolicyErrors.None || settings.IgnoreTls
                    ? true
                    : throw new CheckFailedException(facts.Refusal(stream, certificate, chain, errors)),
            },
            cancellationToken);
        var byteOfServer = stream.ReadAsync(new byte[1], cancellationToken).AsTask();
        if (await Task.WhenAny(byteOfServer, Task.Delay(Afterthought, time, cancellationToken)) == byteOfServer)
        {
            await byteOfServer;
        }
    }

    /// <summary>OpenSSL tells an alert of the other side as reason 1000 plus its number.</summary>
    private static int? AlertOf(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            if (OpenSslCode().Match(e.Message) is { Success: true } match
                && (int.Parse(match.Groups["code"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 0x7FFFFF) is >= 1000 and < 1256 and var reason)
            {
                return reason - 1000;
            }
        }

        return null;
    }

    [GeneratedRegex("error:(?<code>[0-9A-Fa-f]{8}):", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OpenSslCode();
}
