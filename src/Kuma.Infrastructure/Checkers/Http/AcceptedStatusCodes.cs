using System.Globalization;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>Entries like <c>200</c> or <c>200-299</c>; what is neither is passed over.</summary>
internal static class AcceptedStatusCodes
{
    public static bool Contain(IReadOnlyList<string> entries, int code) => entries.Any(entry => Contains(entry, code));

    private static bool Contains(string entry, int code)
    {
        var ends = entry.Split('-');
        return ends.Length <= 2 && Number(ends[0]) is { } from && Number(ends[^1]) is { } to && code >= from && code <= to;
    }

    private static int? Number(string text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
