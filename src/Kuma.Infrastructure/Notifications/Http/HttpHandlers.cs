using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Kuma.Infrastructure.Checkers.Names;
using Kuma.Infrastructure.Checkers.Tls;

namespace Kuma.Infrastructure.Notifications.Http;

/// <summary>Where the connections of HTTP providers come from. Tests put one in that leads everything to this machine.</summary>
internal interface IHttpHandlers
{
    /// <summary>The handler for one way out; it is shared and lives on.</summary>
    /// <param name="proxy">A proxy; <c>null</c> for the usual variables.</param>
    /// <param name="anyCertificate">Accept certificates that cannot be verified.</param>
    /// <param name="isDirect">Past every proxy.</param>
    HttpMessageHandler Of(Uri? proxy, bool anyCertificate, bool isDirect);
}

internal sealed class HttpHandlers(TimeProvider time) : IHttpHandlers, IDisposable
{
    private readonly ConcurrentDictionary<(Uri? Proxy, bool AnyCertificate, bool IsDirect), SocketsHttpHandler> _handlers = new();

    public HttpMessageHandler Of(Uri? proxy, bool anyCertificate, bool isDirect) => _handlers.GetOrAdd((proxy, anyCertificate, isDirect), Make);

    public void Dispose()
    {
        foreach (var handler in _handlers.Values)
        {
            handler.Dispose();
        }
    }

    private SocketsHttpHandler Make((Uri? Proxy, bool AnyCertificate, bool IsDirect) way)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ActivityHeadersPropagator = null,
            RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            UseCookies = false,
            UseProxy = !way.IsDirect,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
            ConnectCallback = ConnectAsync,
        };
        if (way.Proxy is { } proxy)
        {
            handler.Proxy = new WebProxy(proxy) { Credentials = Credentials(proxy) };
        }

        handler.SslOptions.RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
            errors is SslPolicyErrors.None || way.AnyCertificate
                ? true
                : throw new AuthenticationException(CertificateErrors.Describe(((SslStream)sender).TargetHostName, certificate, chain, errors, time.GetUtcNow()));
        return handler;
    }

    private static NetworkCredential? Credentials(Uri proxy)
    {
        var parts = proxy.UserInfo.Split(':', 2);
        return proxy.UserInfo.Length == 0 ? null : new(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? ""));
    }

    /// <summary>Tries the addresses of a name one after another and remembers what each said, for the user.</summary>
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        IPAddress[] addresses;
        try
        {
            addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await HostNames.Shared.FindAsync(host, AddressFamily.Unspecified, cancellationToken);
        }
        catch (SocketException e)
        {
            throw new ConnectException([new($"getaddrinfo {NetworkFaults.NameCode(e)} {host}", NetworkFaults.NameCode(e))], e);
        }

        var faults = new List<ConnectFault>();
        SocketException? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException e)
            {
                socket.Dispose();
                last = e;
                var code = NetworkFaults.Code(e.SocketErrorCode);
                faults.Add(new(string.Create(CultureInfo.InvariantCulture, $"connect {code} {address}:{port}"), code));
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw new ConnectException(faults, last);
    }
}
