using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kuma.Infrastructure.Certificates;

/// <summary>The root certificates of this machine, by SHA-256: their ends are no business of a monitor's owner.</summary>
internal sealed class TrustedRoots
{
    private readonly Lazy<HashSet<string>> _fingerprints = new(() =>
    {
        // Two roots that old chains still carry and that stores no longer do.
        var known = new HashSet<string>(StringComparer.Ordinal)
        {
            "6D:99:FB:26:5E:B1:C5:B3:74:47:65:FC:BC:64:8F:3C:D8:E1:BF:FA:FD:C4:C2:F9:9B:9D:47:CF:7F:F1:C2:4F",
            "8B:05:B6:8C:C6:59:E5:ED:0F:CB:38:F2:C9:42:FB:FD:20:0E:6F:2F:F9:F8:5D:63:C6:99:4E:F5:E0:B0:27:01",
        };
        using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        store.Open(OpenFlags.ReadOnly);
        foreach (var root in store.Certificates)
        {
            known.Add(BitConverter.ToString(root.GetCertHash(HashAlgorithmName.SHA256)).Replace('-', ':'));
            root.Dispose();
        }

        return known;
    });

    public bool Contain(string fingerprint256) => _fingerprints.Value.Contains(fingerprint256);
}
