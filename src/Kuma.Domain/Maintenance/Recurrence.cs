namespace Kuma.Domain.Maintenance;

/// <summary>The instants at which windows begin: times on the wall of a zone.</summary>
/// <param name="nextAfter">The first time on the wall after another; <c>null</c> when there is none.</param>
/// <param name="throughOverlaps">True when the second pass of an hour that comes twice counts as well.</param>
/// <param name="zone">Where the wall is.</param>
internal sealed class Recurrence(Func<DateTime, DateTime?> nextAfter, bool throughOverlaps, TimeZoneInfo zone)
{
    public static Recurrence Of(CronPattern pattern, TimeZoneInfo zone) => new(pattern.NextAfter, pattern.AnyHour, zone);

    /// <summary>Every <paramref name="days"/> days from the anchor on; daily as long as there is no anchor.</summary>
    public static Recurrence Every(int days, DateOnly? anchor, TimeOnly at, TimeZoneInfo zone)
    {
        return new Recurrence(NextAfter, throughOverlaps: false, zone);

        DateTime? NextAfter(DateTime wall)
        {
            if (wall.Year > 9900)
            {
                return null;
            }

            var date = DateOnly.FromDateTime(wall);
            date = TimeOnly.FromDateTime(wall) >= at ? date.AddDays(1) : date;
            if (anchor is not { } first)
            {
                return date.ToDateTime(at);
            }

            var over = (date.DayNumber - first.DayNumber) % days;
            return (date < first ? first : over == 0 ? date : date.AddDays(days - over)).ToDateTime(at);
        }
    }

    /// <summary>The first instant after <paramref name="after"/>; <c>null</c> when there is none.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset after)
    {
        var wall = WallClock.Of(after, zone);
        if (throughOverlaps && WallClock.ToInstants(wall, zone) is { Second: { } second } passes)
        {
            wall -= second - passes.First; // The times of the first pass come once more.
        }

        DateTimeOffset? best = null;
        for (var next = nextAfter(wall); next is { } time; next = nextAfter(time))
        {
            var (first, again) = WallClock.ToInstants(time, zone);
            if (best <= first)
            {
                break;
            }

            if (first > after)
            {
                best = first;
                break;
            }

            if (throughOverlaps && again > after && (best is null || again < best))
            {
                best = again;
            }
        }

        return best;
    }

    /// <summary>The last instant that is not after <paramref name="now"/> and less than <paramref name="within"/> before it.</summary>
    public DateTimeOffset? LatestAt(DateTimeOffset now, TimeSpan within)
    {
        var (low, high) = (now - within, now);
        if (within <= TimeSpan.Zero || !(NextAfter(low) <= now))
        {
            return null;
        }

        // Halving finds it in few steps, however many there are: the next one after low is never after now.
        while (high - low > TimeSpan.FromSeconds(1))
        {
            var middle = low + ((high - low) / 2);
            (low, high) = NextAfter(middle) <= now ? (middle, high) : (low, middle);
        }

        var latest = NextAfter(low)!.Value;
        return NextAfter(latest) is { } later && later <= now ? later : latest;
    }
}
