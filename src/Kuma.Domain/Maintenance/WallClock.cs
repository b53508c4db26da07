namespace Kuma.Domain.Maintenance;

/// <summary>
/// From a clock on the wall to the instant and back. A time that a change of the clock skips is the instant of that change; of a time that
/// comes twice, the first one counts.
/// </summary>
internal static class WallClock
{
    // No zone is further from UTC, and no change of a clock is longer.
    private static readonly TimeSpan Reach = TimeSpan.FromHours(26);

    public static DateTime Of(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;

    public static DateTimeOffset ToInstant(DateTime wall, TimeZoneInfo zone) => ToInstants(wall, zone).First;

    /// <summary>The first instant, and the second one of a time that comes twice.</summary>
    public static (DateTimeOffset First, DateTimeOffset? Second) ToInstants(DateTime wall, TimeZoneInfo zone)
    {
        var utc = new DateTimeOffset(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified), TimeSpan.Zero);
        if (wall.Year is <= 1 or >= 9999)
        {
            return (utc, null); // The ends of the calendar have no neighbours to ask.
        }

        var before = zone.GetUtcOffset(utc - Reach);
        var after = zone.GetUtcOffset(utc + Reach);
        if (before == after)
        {
            return (utc - before, null);
        }

        var early = utc - (before > after ? before : after);
        var late = utc - (before > after ? after : before);
        return (Of(early, zone) == wall, Of(late, zone) == wall) switch
        {
            (true, true) => (early, late),
            (true, false) => (early, null),
            (false, true) => (late, null),
            _ => (EndOfGap(wall, zone, utc), null),
        };
    }

    private static DateTimeOffset EndOfGap(DateTime wall, TimeZoneInfo zone, DateTimeOffset utc)
    {
        var (low, high) = (utc - Reach, utc + Reach);
        while (high - low > TimeSpan.FromSeconds(1))
        {
            var middle = low + TimeSpan.FromSeconds(Math.Floor((high - low).TotalSeconds / 2));
            (low, high) = Of(middle, zone) >= wall ? (low, middle) : (middle, high);
        }

        return high;
    }
}
