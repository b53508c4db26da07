using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kuma.Application.Common;

namespace Kuma.Web.Hosting;

/// <summary>Reads the operator's certificate for HTTPS.</summary>
internal static class CertificateFiles
{
    public static X509Certificate2 Load(string certificate, string key, string? passphrase)
    {
        try
        {
            return passphrase is null
                ? X509Certificate2.CreateFromPemFile(certificate, key)
                : X509Certificate2.CreateFromEncryptedPemFile(certificate, passphrase, key);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The certificate {certificate} with key {key} cannot be read: {e.Message}", e);
        }
    }
}
