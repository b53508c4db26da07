using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Network;
using Kuma.Infrastructure.Checkers.Tls;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>The connections of one check: fresh ones, with the monitor's TLS rules, cookies that live as long as the check.</summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly MonitorSettings _settings;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _client;
    private readonly X509Certificate2? _clientCertificate;

    public HttpConnection(MonitorSettings settings, TimeProvider time)
    {
        RefuseWhatIsMissing(settings);
        _settings = settings;
        _time = time;
        _clientCertificate = ClientCertificate(settings);
        _client = new HttpMessageInvoker(Handler());
    }

    /// <summary>Facts of the first handshake that succeeded.</summary>
    public TlsFacts? Tls { get; private set; }

    /// <summary>Why the certificate was not accepted.</summary>
    public string? Refusal { get; private set; }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _client.SendAsync(request, cancellationToken);

    public void Dispose()
    {
        _client.Dispose();
        _clientCertificate?.Dispose();
    }

    /// <summary>A check that would silently leave out a part of what the monitor asks for is a failed check.</summary>
    private static void RefuseWhatIsMissing(MonitorSettings settings)
    {
        if (settings.ProxyId is not null)
        {
            throw new CheckFailedException("HTTP checks through a proxy are not supported yet");
        }

        if (settings.AuthMethod is "oauth2-cc" or "ntlm")
        {
            throw new CheckFailedException($"The authentication method {settings.AuthMethod} is not supported yet");
        }
    }

    private SocketsHttpHandler Handler()
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.Zero,
            UseProxy = false,
            CookieContainer = new CookieContainer(),
            ConnectCallback = async (context, cancellationToken) =>
                await TcpConnections.OpenAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, _settings.IpFamily, cancellationToken),
        };
        handler.SslOptions.RemoteCertificateValidationCallback = Judge;
        if (_clientCertificate is not null)
        {
            handler.SslOptions.ClientCertificates = [_clientCertificate];
        }

        return handler;
    }

    private bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors is not SslPolicyErrors.None && !_settings.IgnoreTls)
        {
            Refusal = CertificateErrors.Describe(certificate, chain, errors, _time.GetUtcNow());
            return false;
        }

        Tls ??= chain is null ? null : CertificateFacts.Of(chain, errors, _time.GetUtcNow());
        return true;
    }

    private static X509Certificate2? ClientCertificate(MonitorSettings settings)
    {
        if (settings is not { AuthMethod: "mtls", TlsCert: { Length: > 0 } certificate, TlsKey: { Length: > 0 } key })
        {
            return null;
        }

        try
        {
            return X509Certificate2.CreateFromPem(certificate, key);
        }
        catch (CryptographicException e)
        {
            throw new CheckFailedException($"The client certificate cannot be read: {e.Message}", e);
        }
    }
}
