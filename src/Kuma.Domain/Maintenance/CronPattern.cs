using System.Numerics;

namespace Kuma.Domain.Maintenance;

/// <summary>
/// A cron pattern of five fields, or six with seconds in front. As in the original, a day matches when the day of the month or the day of the
/// week does, if both are restricted.
/// </summary>
public sealed class CronPattern
{
    // February 29 comes back after eight years at the latest: a pattern without a match by then has none.
    private const int YearsToSearch = 9;

    internal CronPattern()
    {
    }

    internal ulong Seconds { get; init; }

    internal ulong Minutes { get; init; }

    internal ulong Hours { get; init; }

    internal ulong Days { get; init; }

    /// <summary>Days from the end of the month: bit 0 is the last one.</summary>
    internal ulong DaysFromEnd { get; init; }

    internal ulong Months { get; init; }

    internal ulong Weekdays { get; init; }

    /// <summary>Bit <c>7 * (n - 1) + weekday</c>: its n-th in the month; from bit 35 on, its last one.</summary>
    internal ulong NthWeekdays { get; init; }

    internal bool AnyDay { get; init; }

    internal bool AnyWeekday { get; init; }

    /// <summary>True when the hour is not restricted: such a pattern goes on through an hour that comes twice.</summary>
    internal bool AnyHour { get; init; }

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">Five or six fields, or a name such as <c>@daily</c>.</param>
    /// <param name="error">Why it is no pattern, in the wire's words.</param>
    /// <returns><c>null</c> when it is none.</returns>
    public static CronPattern? TryParse(string text, out string? error) => CronParser.Parse(text, out error);

    /// <summary>The first match after a time on the wall, exact to the second; <c>null</c> when there is none.</summary>
    public DateTime? NextAfter(DateTime wall)
    {
        if (wall.Year > 9999 - YearsToSearch - 1)
        {
            return null;
        }

        var from = wall.AddTicks(TimeSpan.TicksPerSecond - (wall.Ticks % TimeSpan.TicksPerSecond));
        var limit = from.Date.AddYears(YearsToSearch);
        var day = from.Date;
        while (day < limit)
        {
            if (!Has(Months, day.Month))
            {
                day = new DateTime(day.Year, day.Month, 1).AddMonths(1);
            }
            else if (Matches(day) && FirstTime(day == from.Date ? from.TimeOfDay : TimeSpan.Zero) is { } time)
            {
                return day + time;
            }
            else
            {
                day = day.AddDays(1);
            }
        }

        return null;
    }

    private static bool Has(ulong bits, int value) => (bits >> value & 1) != 0;

    /// <summary>The lowest set bit that is not below <paramref name="from"/>; -1 when there is none.</summary>
    private static int NextBit(ulong bits, int from)
    {
        var rest = from > 63 ? 0 : bits >> from;
        return rest == 0 ? -1 : from + BitOperations.TrailingZeroCount(rest);
    }

    private bool Matches(DateTime day) => (AnyDay, AnyWeekday) switch
    {
        (true, true) => true,
        (true, false) => MatchesWeekday(day),
        (false, true) => MatchesDay(day),
        _ => MatchesDay(day) || MatchesWeekday(day),
    };

    private bool MatchesDay(DateTime day) => Has(Days, day.Day) || Has(DaysFromEnd, FromEnd(day));

    private bool MatchesWeekday(DateTime day)
    {
        var weekday = (int)day.DayOfWeek;
        return Has(Weekdays, weekday)
            || Has(NthWeekdays, (7 * ((day.Day - 1) / 7)) + weekday)
            || (FromEnd(day) < 7 && Has(NthWeekdays, 35 + weekday));
    }

    private static int FromEnd(DateTime day) => DateTime.DaysInMonth(day.Year, day.Month) - day.Day;

    private TimeSpan? FirstTime(TimeSpan from)
    {
        for (var hour = NextBit(Hours, from.Hours); hour >= 0; hour = NextBit(Hours, hour + 1))
        {
            var sameHour = hour == from.Hours;
            for (var minute = NextBit(Minutes, sameHour ? from.Minutes : 0); minute >= 0; minute = NextBit(Minutes, minute + 1))
            {
                var second = NextBit(Seconds, sameHour && minute == from.Minutes ? from.Seconds : 0);
                if (second >= 0)
                {
                    return new TimeSpan(hour, minute, second);
                }
            }
        }

        return null;
    }
}
