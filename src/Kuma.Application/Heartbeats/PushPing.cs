using Kuma.Application.Common;

namespace Kuma.Application.Heartbeats;

/// <summary>Reads the <c>ping</c> of a push request the way JavaScript's <c>parseFloat</c> does: as far as the text is a number.</summary>
internal static class PushPing
{
    private const double Most = 100_000_000_000;

    /// <summary>Reads the text; a missing number is no error.</summary>
    /// <returns>False when the number is outside 0..100000000000.</returns>
    public static bool TryParse(string? text, out double? ping)
    {
        var value = LeadingNumber.Parse(text);
        ping = value is null or 0 || double.IsNaN(value.Value) ? null : value;
        return ping is null or (>= 0 and <= Most);
    }
}
