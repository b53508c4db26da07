using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Kuma.Infrastructure.Checkers.Tls;

/// <summary>Why a certificate is not trusted, in the words that people know from the original.</summary>
internal static class CertificateErrors
{
    /// <param name="host">The name that the certificate should be for.</param>
    /// <param name="certificate">The server's.</param>
    /// <param name="chain">As the verification built it.</param>
    /// <param name="errors">What the verification found.</param>
    /// <param name="now">The moment of the verification.</param>
    public static string Describe(string host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, DateTimeOffset now)
    {
        if (certificate is not X509Certificate2 leaf)
        {
            return "The server sent no certificate";
        }

        return errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) ? DescribeChain(leaf, chain, now) : DescribeName(host, leaf);
    }

    private static string DescribeChain(X509Certificate2 leaf, X509Chain? chain, DateTimeOffset now)
    {
        var flags = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.PartialChain;
        var isAlone = chain is null || chain.ChainElements.Count < 2;

        // The order of the original's library: a date says more than a missing issuer, a missing issuer more than a use.
        return flags switch
        {
            _ when Has(X509ChainStatusFlags.NotTimeValid) => IsTooEarly(leaf, chain, now) ? "certificate is not yet valid" : "certificate has expired",
            _ when Has(X509ChainStatusFlags.Revoked) => "certificate revoked",
            _ when Has(X509ChainStatusFlags.NotSignatureValid) => "certificate signature failure",
            _ when Has(X509ChainStatusFlags.PartialChain) && IsSelfIssued(leaf) => "self-signed certificate",
            _ when Has(X509ChainStatusFlags.PartialChain) => isAlone ? "unable to verify the first certificate" : "unable to get local issuer certificate",
            _ when Has(X509ChainStatusFlags.UntrustedRoot) => isAlone ? "self-signed certificate" : "self-signed certificate in certificate chain",
            _ when Has(X509ChainStatusFlags.InvalidBasicConstraints) => "invalid CA certificate",
            _ when Has(X509ChainStatusFlags.NotValidForUsage) => "unsuitable certificate purpose",
            _ => "unable to verify the first certificate",
        };

        bool Has(X509ChainStatusFlags flag) => flags.HasFlag(flag);
    }

    private static bool IsTooEarly(X509Certificate2 leaf, X509Chain? chain, DateTimeOffset now) =>
        leaf.NotBefore.ToUniversalTime() > now.UtcDateTime
        && !(chain?.ChainElements.Any(element => element.Certificate.NotAfter.ToUniversalTime() < now.UtcDateTime) ?? false);

    private static bool IsSelfIssued(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private static string DescribeName(string host, X509Certificate2 leaf)
    {
        const string Start = "Hostname/IP does not match certificate's altnames: ";
        var names = CertificateFacts.Names(leaf);
        if (IPAddress.TryParse(host, out _))
        {
            var addresses = names.Where(name => name.StartsWith("IP Address:", StringComparison.Ordinal)).Select(name => name["IP Address:".Length..]);
            return $"{Start}IP: {host} is not in the cert's list: {string.Join(", ", addresses)}";
        }

        return names.Count > 0
            ? $"{Start}Host: {host}. is not in the cert's altnames: {string.Join(", ", names)}"
            : $"{Start}Host: {host}. is not cert's CN: {leaf.GetNameInfo(X509NameType.SimpleName, forIssuer: false)}";
    }
}
