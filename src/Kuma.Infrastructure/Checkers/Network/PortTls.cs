using System.Net.Security;
using System.Security.Authentication;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Http;
using Kuma.Infrastructure.Checkers.Tls;

namespace Kuma.Infrastructure.Checkers.Network;

/// <summary>The certificate of a port, at once or after STARTTLS.</summary>
internal sealed class PortTls(HandshakeFacts facts, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Connects, shakes hands and lets go.</summary>
    /// <exception cref="CheckFailedException">There is no handshake, or the certificate is not trusted.</exception>
    public async Task<TlsFacts?> HandshakeAsync(MonitorSettings settings, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await HandshakeCoreAsync(settings, linked.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CheckFailedException("Connection timed out", e);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            throw new CheckFailedException(NetworkErrors.Describe(e), e);
        }
    }

    private async Task<TlsFacts?> HandshakeCoreAsync(MonitorSettings settings, CancellationToken cancellationToken)
    {
        var host = settings.Hostname ?? "";
        await using var connection = await TcpConnections.OpenAsync(host, settings.Port ?? 0, settings.IpFamily, cancellationToken);
        if (settings.SmtpSecurity is "starttls")
        {
            await new StartTlsDialogue(connection, host, time).RunAsync(cancellationToken);
        }

        TlsFacts? found = null;
        var trusted = false;
        await using var stream = new SslStream(connection);
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = host,
                AllowTlsResume = false,
                CertificateChainPolicy = TlsRules.ChainPolicy(),
                RemoteCertificateValidationCallback = (_, _, chain, errors) =>
                {
                    trusted = errors is SslPolicyErrors.None;
                    found = trusted ? facts.Of(chain, errors, withHostname: false) : null;
                    return trusted || chain is not null;
                },
            },
            cancellationToken);
        return trusted ? found : throw new CheckFailedException("Certificate is invalid");
    }
}
