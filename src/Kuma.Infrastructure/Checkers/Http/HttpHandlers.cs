using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using Kuma.Application.Monitoring;
using Kuma.Application.Proxies;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Network;
using Kuma.Infrastructure.Checkers.Tls;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>
/// What requests are sent by: one handler for all checks with the same TLS, proxy and address rules. Each check opens connections of its own and keeps none,
/// because a probe is to test the connection too.
/// </summary>
internal sealed class HttpHandlers(IProxyDirectory proxies, HandshakeFacts facts) : IDisposable
{
    private readonly ConcurrentDictionary<Rules, HttpMessageInvoker> _shared = new();
    private readonly ConditionalWeakTable<MonitorSettings, HttpMessageInvoker> _withCertificate = [];

    // From the handshake's verification to the moment when the request behind it is known.
    private readonly ConditionalWeakTable<SslStream, TlsFacts> _handshakes = [];

    /// <summary>The sender for a check. Disposing the lease ends what belongs to this check alone.</summary>
    /// <exception cref="CheckFailedException">A certificate of the monitor cannot be read.</exception>
    public async ValueTask<Lease> RentAsync(MonitorSettings settings, CancellationToken cancellationToken)
    {
        var proxy = settings.ProxyId is { } id && await proxies.FindAsync(id, cancellationToken) is { Active: true } active ? ProxyRules.Of(active) : null;
        var rules = new Rules(settings.IgnoreTls, settings.IpFamily, proxy);
        return settings.AuthMethod switch
        {
            "ntlm" => new Lease(new HttpMessageInvoker(WithLogon(New(rules), settings)), IsOwn: true, IsDirect: proxy is null),
            "mtls" when proxy is null =>
                new Lease(_withCertificate.GetValue(settings, own => new HttpMessageInvoker(WithCertificate(New(rules), own))), IsOwn: false, IsDirect: true),
            "mtls" => new Lease(new HttpMessageInvoker(WithCertificate(New(rules), settings)), IsOwn: true, IsDirect: false),
            _ => new Lease(Shared(rules), IsOwn: false, IsDirect: proxy is null),
        };
    }

    /// <summary>The sender for requests that are no checks, such as those for tokens.</summary>
    public HttpMessageInvoker Plain(bool ignoreTls) => Shared(new Rules(ignoreTls, Family: null, Proxy: null));

    public void Dispose()
    {
        foreach (var shared in _shared.Values)
        {
            shared.Dispose();
        }
    }

    private HttpMessageInvoker Shared(Rules rules) => _shared.GetOrAdd(rules, static (rules, self) => new HttpMessageInvoker(self.New(rules)), this);

    private SocketsHttpHandler New(Rules rules) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = TimeSpan.Zero,
        MaxResponseDrainSize = 0,
        UseCookies = false,
        UseProxy = rules.Proxy is not null,
        Proxy = rules.Proxy?.ToWebProxy(),
        ConnectCallback = async (context, cancellationToken) =>
            (context.InitialRequestMessage as CheckRequest)?.Connection?.Take()
            ?? await TcpConnections.OpenAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, rules.Family, cancellationToken),
        PlaintextStreamFilter = NoteHandshake,
        SslOptions = new SslClientAuthenticationOptions
        {
            AllowTlsResume = false,
            CertificateChainPolicy = TlsRules.ChainPolicy(),
            RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
                Judge((SslStream)sender, certificate, chain, errors, rules.IgnoreTls),
        },
    };

    /// <summary>NTLM (the managed one: Directory.Build.targets) signs on connections, so this check keeps its own until it ends.</summary>
    private static SocketsHttpHandler WithLogon(SocketsHttpHandler handler, MonitorSettings settings)
    {
        handler.PooledConnectionLifetime = Timeout.InfiniteTimeSpan;
        handler.MaxResponseDrainSize = 1024 * 1024;
        handler.Credentials = new NtlmOnly(new NetworkCredential(settings.BasicAuthUser ?? "", settings.BasicAuthPass ?? "", settings.AuthDomain ?? ""));
        return handler;
    }

    private static SocketsHttpHandler WithCertificate(SocketsHttpHandler handler, MonitorSettings settings)
    {
        var (certificate, authorities) = (TlsRules.ClientCertificate(settings), TlsRules.Authorities(settings));
        if (certificate is null && authorities is null)
        {
            throw new CheckFailedException("The authentication method mTLS needs a certificate and its key, or a CA certificate");
        }

        handler.SslOptions.ClientCertificateContext = certificate;
        handler.SslOptions.CertificateChainPolicy = TlsRules.ChainPolicy(authorities);
        return handler;
    }

    private bool Judge(SslStream stream, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, bool ignoreTls)
    {
        if (errors is not SslPolicyErrors.None && !ignoreTls)
        {
            // The reason has no other way out of the handshake.
            throw new CheckFailedException(facts.Refusal(stream, certificate, chain, errors));
        }

        if (facts.Of(chain, errors, withHostname: true) is { } found)
        {
            _handshakes.AddOrUpdate(stream, found);
        }

        return true;
    }

    private ValueTask<Stream> NoteHandshake(SocketsHttpPlaintextStreamFilterContext context, CancellationToken cancellationToken)
    {
        if (context is { PlaintextStream: SslStream stream, InitialRequestMessage: CheckRequest request } && _handshakes.TryGetValue(stream, out var found))
        {
            request.Tls = found;
        }

        return ValueTask.FromResult(context.PlaintextStream);
    }

    /// <summary>A sender for one check.</summary>
    /// <param name="Client">The sender.</param>
    /// <param name="IsOwn">Whether it ends with the check.</param>
    /// <param name="IsDirect">Whether no proxy is between, so that connections go to the host itself.</param>
    internal readonly record struct Lease(HttpMessageInvoker Client, bool IsOwn, bool IsDirect) : IDisposable
    {
        public void Dispose()
        {
            if (IsOwn)
            {
                Client.Dispose();
            }
        }
    }

    private readonly record struct Rules(bool IgnoreTls, string? Family, ProxyRules? Proxy);

    /// <summary>Credentials for one scheme whatever the address, redirects to the same host included.</summary>
    private sealed class NtlmOnly(NetworkCredential credential) : ICredentials
    {
        public NetworkCredential? GetCredential(Uri uri, string authType) => authType.Equals("NTLM", StringComparison.OrdinalIgnoreCase) ? credential : null;
    }
}
