using System.Net;
using System.Net.Sockets;
using Kuma.Application.Common;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SocketIO.Core;

namespace Kuma.Web.Hosting;

/// <summary>Where the web server listens, and what it says when it cannot.</summary>
internal static class Listening
{
    public static void Configure(KestrelServerOptions kestrel, KumaOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 32 * 1024 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(20);
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        if (options.Host is not { } host)
        {
            kestrel.ListenAnyIP(options.Port, listen => Prepare(listen, options));
        }
        else
        {
            kestrel.Listen(Resolve(host), options.Port, listen => Prepare(listen, options));
        }
    }

    /// <summary>The address for a person to open: a wildcard becomes <c>localhost</c>.</summary>
    public static string Displayed(string address)
    {
        var url = new UriBuilder(address.Replace("//[::]", "//localhost", StringComparison.Ordinal));
        url.Host = url.Host is "0.0.0.0" or "127.0.0.1" or "[::1]" ? "localhost" : url.Host;
        return url.Uri.GetLeftPart(UriPartial.Authority);
    }

    /// <summary>Starts the host, or says in one sentence why it cannot listen.</summary>
    public static async Task StartListeningAsync(this WebApplication web, KumaOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await web.StartAsync(cancellationToken);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new StartupException($"Port {options.Port} is in use: stop the other program, or choose another port with --port.", e);
        }
        catch (SocketException e)
        {
            throw new StartupException($"Cannot listen on port {options.Port} ({e.Message}): choose another with --port or --host.", e);
        }
    }

    private static IPAddress Resolve(string host)
    {
        try
        {
            return host is "localhost" ? IPAddress.Loopback : Dns.GetHostAddresses(host)[0];
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new StartupException($"The host '{host}' is no address of this machine: correct --host, UPTIME_KUMA_HOST or HOST.", e);
        }
    }

    private static void Prepare(ListenOptions listen, KumaOptions options)
    {
        if (options is { CertificatePath: { } certificate, CertificateKeyPath: { } key })
        {
            listen.UseHttps(CertificateFiles.Load(certificate, key, options.CertificatePassphrase));
        }

        // Under HTTP, over TLS: an open dashboard costs half of the memory.
        listen.UseSocketIO();
    }
}
