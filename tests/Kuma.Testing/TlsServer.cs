using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Kuma.Testing;

/// <summary>An HTTPS server of this machine with a certificate of the test's making.</summary>
public sealed class TlsServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TlsServer(WebApplication app) => _app = app;

    public int Port => new Uri(_app.Urls.First()).Port;

    public string Url(string host) => $"https://{host}:{Port}/";

    /// <summary>Starts it; with <paramref name="clients"/> it wants a certificate that this authority has signed.</summary>
    public static async Task<TlsServer> StartAsync(X509Certificate2 certificate, X509Certificate2? clients = null, params X509Certificate2[] chain)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
            listen.UseHttps(https =>
            {
                https.ServerCertificate = certificate;
                https.ServerCertificateChain = [.. chain];
                if (clients is not null)
                {
                    https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                    https.ClientCertificateValidation = (client, _, _) => client.Issuer == clients.Subject;
                }
            })));
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync(context.Connection.ClientCertificate?.Subject ?? "OK"));
        await app.StartAsync();
        return new TlsServer(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>Certificates for tests, for <c>localhost</c> and 127.0.0.1.</summary>
public static class TestCertificates
{
    public static X509Certificate2 SelfSigned(string name, int days = 30, string host = "localhost")
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        return Exportable(Request(name, key, host).CreateSelfSigned(now.AddDays(-10), now.AddDays(days)));
    }

    /// <summary>An authority of its own, or one below <paramref name="root"/>.</summary>
    public static X509Certificate2 Authority(string name, X509Certificate2? root = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = TimeProvider.System.GetUtcNow();
        if (root is null)
        {
            return Exportable(request.CreateSelfSigned(now.AddDays(-20), now.AddDays(400)));
        }

        using var signed = request.Create(root, now.AddDays(-15), now.AddDays(300), [5, 6, 7, 8]);
        return Exportable(signed.CopyWithPrivateKey(key));
    }

    /// <summary>A server's or a client's, which ends after <paramref name="days"/>.</summary>
    public static X509Certificate2 SignedBy(X509Certificate2 authority, string name, string host = "localhost", double days = 100)
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var signed = Request(name, key, host).Create(authority, now.AddDays(-10), now.AddDays(days), [1, 2, 3, 4]);
        return Exportable(signed.CopyWithPrivateKey(key));
    }

    private static CertificateRequest Request(string name, RSA key, string host)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        if (host == "localhost")
        {
            names.AddIpAddress(IPAddress.Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    private static X509Certificate2 Exportable(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null, X509KeyStorageFlags.Exportable);
}
