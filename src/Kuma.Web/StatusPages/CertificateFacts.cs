using System.Text.Json;

namespace Kuma.Web.StatusPages;

/// <summary>What badges, pages and metrics say of a stored certificate.</summary>
/// <param name="Valid">Whether the chain was trusted.</param>
/// <param name="DaysRemaining">Whole days until it expires.</param>
/// <param name="ValidTo">When it expires, as stored (an ISO instant).</param>
internal sealed record CertificateFacts(bool Valid, int DaysRemaining, string? ValidTo)
{
    /// <summary>Reads the stored object; <c>null</c> when there is none or it has no days.</summary>
    public static CertificateFacts? Read(string? tls)
    {
        if (tls is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(tls);
        var root = document.RootElement;
        return root.TryGetProperty("certInfo", out var info)
            && info.ValueKind == JsonValueKind.Object
            && info.TryGetProperty("daysRemaining", out var days)
            && days.TryGetInt32(out var remaining)
                ? new CertificateFacts(
                    root.TryGetProperty("valid", out var valid) && valid.ValueKind == JsonValueKind.True,
                    remaining,
                    info.TryGetProperty("validTo", out var until) ? until.ToString() : null)
                : null;
    }
}
