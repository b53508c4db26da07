using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;

namespace Kuma.Infrastructure.Checkers.Tls;

/// <summary>How checks verify certificates, and present their own.</summary>
internal static class TlsRules
{
    /// <summary>
    /// No check waits for a third party: missing issuers are not fetched, revocation lists are not asked. A monitor's own authorities replace the system's.
    /// </summary>
    public static X509ChainPolicy ChainPolicy(X509Certificate2Collection? authorities = null)
    {
        var policy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };
        if (authorities is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
        }

        return policy;
    }

    /// <summary>The authorities of a monitor; <c>null</c> when it names none.</summary>
    /// <exception cref="CheckFailedException">They cannot be read.</exception>
    public static X509Certificate2Collection? Authorities(MonitorSettings settings)
    {
        if (string.IsNullOrWhiteSpace(settings.TlsCa))
        {
            return null;
        }

        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(settings.TlsCa);
            return authorities.Count > 0 ? authorities : throw new CheckFailedException("The CA certificate cannot be read: there is none in the text");
        }
        catch (CryptographicException e)
        {
            throw new CheckFailedException($"The CA certificate cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The certificate of a monitor with those between it and its authority; <c>null</c> when it has none.</summary>
    /// <exception cref="CheckFailedException">It cannot be read, or its key is missing.</exception>
    public static SslStreamCertificateContext? ClientCertificate(MonitorSettings settings)
    {
        var (certificate, key) = (settings.TlsCert, settings.TlsKey);
        if (string.IsNullOrWhiteSpace(certificate) && string.IsNullOrWhiteSpace(key))
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(certificate) || string.IsNullOrWhiteSpace(key))
        {
            throw new CheckFailedException("A client certificate needs both the certificate and its key");
        }

        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(certificate);
            return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPem(certificate, key), chain, offline: true);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new CheckFailedException($"The client certificate cannot be read: {e.Message}", e);
        }
    }
}
