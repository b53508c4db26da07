using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Tls;

/// <summary>What clients are told of a certificate chain (spec/engine.md section 8).</summary>
internal static class CertificateFacts
{
    private const string SubjectAlternativeName = "2.5.29.17";

    /// <param name="chain">A chain of at least one certificate.</param>
    /// <param name="errors">What the verification found.</param>
    /// <param name="withHostname">Whether the facts say if the name matches.</param>
    /// <param name="now">The day that the remaining ones are counted from.</param>
    public static TlsFacts Of(X509Chain chain, SslPolicyErrors errors, bool withHostname, DateTimeOffset now)
    {
        var certificates = chain.ChainElements.Select(element => element.Certificate).ToList();
        var valid = errors is SslPolicyErrors.None;
        JsonObject? info = null;
        for (var i = certificates.Count - 1; i >= 0; i--)
        {
            info = Element(certificates[i], i, certificates.Count, info, now);
        }

        var json = new JsonObject
        {
            ["valid"] = valid,
            ["certInfo"] = info,
        };
        if (withHostname)
        {
            json["hostnameMatchMonitorUrl"] = !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);
        }

        var leaf = certificates[0];
        return new TlsFacts(
            json.ToJsonString(), valid, Fingerprint(leaf, HashAlgorithmName.SHA256), DaysRemaining(leaf, now), new DateTimeOffset(leaf.NotAfter.ToUniversalTime()),
            [.. certificates.Select((certificate, i) => new TlsCertificate(
                certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), CertType(certificate, i, certificates.Count),
                DaysRemaining(certificate, now), Fingerprint(certificate, HashAlgorithmName.SHA256)))]);
    }

    /// <summary>The names that a certificate is for, as <c>DNS:a</c> or <c>IP Address:1.2.3.4</c>.</summary>
    public static IReadOnlyList<string> Names(X509Certificate2 certificate)
    {
        var extension = certificate.Extensions.FirstOrDefault(one => one.Oid?.Value == SubjectAlternativeName);
        if (extension is null)
        {
            return [];
        }

        var names = new X509SubjectAlternativeNameExtension(extension.RawData);
        return [.. names.EnumerateDnsNames().Select(name => $"DNS:{name}"), .. names.EnumerateIPAddresses().Select(address => $"IP Address:{address}")];
    }

    private static JsonObject Element(X509Certificate2 certificate, int position, int count, JsonObject? issuer, DateTimeOffset now)
    {
        var names = Names(certificate);
        var element = new JsonObject
        {
            ["subject"] = Name(certificate.SubjectName),
            ["issuer"] = Name(certificate.IssuerName),
            ["ca"] = certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(basic => basic.CertificateAuthority),
            ["bits"] = certificate.GetRSAPublicKey()?.KeySize ?? certificate.GetECDsaPublicKey()?.KeySize,
            ["valid_from"] = Date(certificate.NotBefore),
            ["valid_to"] = Date(certificate.NotAfter),
            ["fingerprint"] = Fingerprint(certificate, HashAlgorithmName.SHA1),
            ["fingerprint256"] = Fingerprint(certificate, HashAlgorithmName.SHA256),
            ["fingerprint512"] = Fingerprint(certificate, HashAlgorithmName.SHA512),
            ["serialNumber"] = certificate.SerialNumber,
            ["validTo"] = certificate.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["daysRemaining"] = DaysRemaining(certificate, now),
            ["certType"] = CertType(certificate, position, count),
            ["issuerCertificate"] = issuer,
        };
        if (names.Count > 0)
        {
            element["subjectaltname"] = string.Join(", ", names);
            element["validFor"] = new JsonArray([.. names.Select(name => (JsonNode)name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..])]);
        }

        if (InfoAccess(certificate) is { Count: > 0 } access)
        {
            element["infoAccess"] = access;
        }

        if (certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is { } usage)
        {
            element["ext_key_usage"] = new JsonArray([.. usage.EnhancedKeyUsages.Cast<Oid>().Select(oid => (JsonNode?)oid.Value)]);
        }

        return element;
    }

    /// <summary>Where the certificate's state and its issuer's certificate are to be had.</summary>
    private static JsonObject InfoAccess(X509Certificate2 certificate)
    {
        var access = new JsonObject();
        if (certificate.Extensions.OfType<X509AuthorityInformationAccessExtension>().FirstOrDefault() is { } extension)
        {
            Add("OCSP - URI", extension.EnumerateOcspUris());
            Add("CA Issuers - URI", extension.EnumerateCAIssuersUris());
        }

        return access;

        void Add(string name, IEnumerable<string> uris)
        {
            if (uris.Select(uri => (JsonNode)uri).ToArray() is { Length: > 0 } all)
            {
                access[name] = new JsonArray(all);
            }
        }
    }

    private static string CertType(X509Certificate2 certificate, int position, int count) =>
        position == 0 ? (IsSelfIssued(certificate) ? "self-signed" : "server")
        : position == count - 1 ? "root CA" : "intermediate CA";

    private static bool IsSelfIssued(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    /// <summary>A repeated attribute becomes an array.</summary>
    private static JsonObject Name(X500DistinguishedName name)
    {
        var parts = name.EnumerateRelativeDistinguishedNames().Where(part => !part.HasMultipleElements).Reverse()
            .GroupBy(part => Short(part.GetSingleElementType()), part => part.GetSingleElementValue() ?? "", StringComparer.Ordinal);
        var json = new JsonObject();
        foreach (var part in parts)
        {
            var values = part.ToList();
            json[part.Key] = values.Count == 1 ? values[0] : new JsonArray([.. values.Select(value => (JsonNode)value)]);
        }

        return json;
    }

    private static string Short(Oid oid) => oid.Value switch
    {
        "2.5.4.3" => "CN",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "1.2.840.113549.1.9.1" => "emailAddress",
        _ => oid.FriendlyName ?? oid.Value ?? "",
    };

    private static string Date(DateTime date) => date.ToUniversalTime().ToString("MMM d HH:mm:ss yyyy 'GMT'", CultureInfo.InvariantCulture);

    private static int DaysRemaining(X509Certificate2 certificate, DateTimeOffset now) =>
        (int)(certificate.NotAfter.ToUniversalTime() - now.UtcDateTime).TotalDays;

    private static string Fingerprint(X509Certificate2 certificate, HashAlgorithmName algorithm) =>
        string.Join(':', certificate.GetCertHash(algorithm).Select(part => part.ToString("X2", CultureInfo.InvariantCulture)));
}
