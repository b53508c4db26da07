using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Notifications;

/// <summary>The certificates of a stored TLS object, from the leaf up to below the roots that this machine knows.</summary>
internal static class CertificateChain
{
    private static readonly Lazy<FrozenSet<string>> Roots = new(LoadRoots);

    public static IReadOnlyList<TlsCertificate> Of(JsonElement tlsInfo)
    {
        var chain = new List<TlsCertificate>();
        var fields = new Fields(tlsInfo);
        while (fields[chain.Count == 0 ? "certInfo" : "issuerCertificate"] is { ValueKind: JsonValueKind.Object } next)
        {
            fields = new Fields(next);
            var fingerprint = fields.Text("fingerprint256");
            if (Roots.Value.Contains(fingerprint))
            {
                break;
            }

            var name = fields["subject"] is { } subject ? new Fields(subject).Text("CN") : "";
            chain.Add(new TlsCertificate(name, fields.Text("certType"), fields.Integer("daysRemaining") ?? 0, fingerprint));
        }

        return chain;
    }

    private static FrozenSet<string> LoadRoots()
    {
        using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        store.Open(OpenFlags.ReadOnly);
        return store.Certificates
            .Select(certificate => string.Join(':', Convert.ToHexString(certificate.GetCertHash(HashAlgorithmName.SHA256)).Chunk(2).Select(pair => new string(pair))))
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
