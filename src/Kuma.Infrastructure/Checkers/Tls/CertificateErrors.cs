using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Kuma.Infrastructure.Checkers.Tls;

/// <summary>Why a certificate is not trusted, in the words that people know from the original.</summary>
internal static class CertificateErrors
{
    public static string Describe(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, DateTimeOffset now)
    {
        if (certificate is not X509Certificate2 leaf)
        {
            return "The server sent no certificate";
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            return leaf.NotAfter.ToUniversalTime() < now.UtcDateTime ? "certificate has expired"
                : leaf.NotBefore.ToUniversalTime() > now.UtcDateTime ? "certificate is not yet valid"
                : leaf.SubjectName.RawData.AsSpan().SequenceEqual(leaf.IssuerName.RawData) ? "self-signed certificate"
                : chain?.ChainElements.Count > 1 ? "self-signed certificate in certificate chain"
                : "unable to verify the first certificate";
        }

        var names = string.Join(", ", CertificateFacts.Names(leaf));
        return $"Hostname/IP does not match certificate's altnames: {names}";
    }
}
