using System.Globalization;
using Kuma.Application.Settings;

namespace Kuma.Infrastructure.ApiKeys;

/// <summary>When a key ends: text as the client sent it, meant in the server's zone.</summary>
internal sealed class ApiKeyExpiry(IServerTimezone timezone, TimeProvider time)
{
    /// <summary>What cannot be read has expired.</summary>
    public bool HasExpired(string? expires)
    {
        if (string.IsNullOrEmpty(expires))
        {
            return false;
        }

        return !DateTime.TryParse(expires, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var until)
            || (until.Kind == DateTimeKind.Utc ? until : AsUtc(until)) <= time.GetUtcNow().UtcDateTime;
    }

    private DateTime AsUtc(DateTime local) =>
        timezone.Zone.IsInvalidTime(local) ? local - timezone.Zone.BaseUtcOffset : TimeZoneInfo.ConvertTimeToUtc(local, timezone.Zone);
}
