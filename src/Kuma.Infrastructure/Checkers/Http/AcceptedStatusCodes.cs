using System.Globalization;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>Entries like <c>200</c> or <c>200-299</c>; what is neither is passed over.</summary>
internal static class AcceptedStatusCodes
{
    public static bool Contain(IReadOnlyList<string> entries, int code)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            if (Contains(entries[i], code))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Contains(ReadOnlySpan<char> entry, int code)
    {
        var dash = entry.IndexOf('-');
        return dash < 0
            ? Number(entry) == code
            : Number(entry[..dash]) is { } from && Number(entry[(dash + 1)..]) is { } to && code >= from && code <= to;
    }

    private static int? Number(ReadOnlySpan<char> text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
