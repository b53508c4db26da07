using System.Text.RegularExpressions;

namespace Kuma.Domain.Common;

/// <summary>Time zones by name, as clients send them.</summary>
public static partial class TimeZones
{
    /// <summary>The zone of an IANA name; <c>null</c> when there is none.</summary>
    public static TimeZoneInfo? Find(string name) =>
        // The platform takes a name for a path below its zone files: one that could lead elsewhere never gets there.
        Name().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    [GeneratedRegex(@"^[A-Za-z0-9_+\-]{1,32}(?:/[A-Za-z0-9_+\-]{1,32}){0,3}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
