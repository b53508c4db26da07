using System.Globalization;

namespace Kuma.Domain.Maintenance;

/// <summary>Reads cron patterns. Its sentences are part of the wire: clients show them.</summary>
internal static class CronParser
{
    private static readonly string[] MonthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    private static readonly string[] WeekdayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    public static CronPattern? Parse(string text, out string? error)
    {
        var spelled = text.Trim().ToUpperInvariant() switch
        {
            "@YEARLY" or "@ANNUALLY" => "0 0 1 1 *",
            "@MONTHLY" => "0 0 1 * *",
            "@WEEKLY" => "0 0 * * 0",
            "@DAILY" => "0 0 * * *",
            "@HOURLY" => "0 * * * *",
            _ => text,
        };
        var fields = spelled.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (5 or 6))
        {
            error = $"CronPattern: invalid configuration format ('{text}'), exactly five or six space separated parts are required.";
            return null;
        }

        return Parse(fields, out error);
    }

    /// <summary>Reads the five or six fields; one that is empty is refused by its name.</summary>
    public static CronPattern? Parse(IReadOnlyList<string> fields, out string? error)
    {
        var at = fields.Count - 5;
        try
        {
            error = null;
            var (days, daysFromEnd) = Days(fields[at + 2]);
            var (weekdays, nthWeekdays) = Weekdays(fields[at + 4]);
            return new CronPattern
            {
                Seconds = at == 0 ? 1 : Bits("second", fields[0], 0, 59),
                Minutes = Bits("minute", fields[at], 0, 59),
                Hours = Bits("hour", fields[at + 1], 0, 23),
                Days = days,
                DaysFromEnd = daysFromEnd,
                Months = Bits("month", fields[at + 3], 1, 12, MonthNames),
                Weekdays = weekdays,
                NthWeekdays = nthWeekdays,
                AnyDay = IsAny(fields[at + 2]),
                AnyWeekday = IsAny(fields[at + 4]),
                AnyHour = IsAny(fields[at + 1]),
            };
        }
        catch (FormatException e)
        {
            error = "CronPattern: " + e.Message;
            return null;
        }
    }

    private static bool IsAny(string field) => field is "*" or "?";

    private static (ulong Days, ulong FromEnd) Days(string field)
    {
        const string name = "day";
        ulong days = 0, fromEnd = 0;
        foreach (var item in Items(name, field))
        {
            if (item is "L" or "l")
            {
                fromEnd |= 1;
            }
            else if (item.StartsWith("L-", StringComparison.OrdinalIgnoreCase))
            {
                fromEnd |= 1UL << Number(name, item[2..], 1, 30, names: null);
            }
            else
            {
                days |= Item(name, item, 1, 31, names: null);
            }
        }

        return (days, fromEnd);
    }

    private static (ulong Weekdays, ulong Nth) Weekdays(string field)
    {
        const string name = "dayOfWeek";
        ulong weekdays = 0, nth = 0;
        foreach (var item in Items(name, field))
        {
            if (item.Length > 1 && item[^1] is 'L' or 'l')
            {
                nth |= 1UL << (35 + (Number(name, item[..^1], 0, 7, WeekdayNames) % 7));
            }
            else if (item.IndexOf('#', StringComparison.Ordinal) is > 0 and var hash)
            {
                var weekday = Number(name, item[..hash], 0, 7, WeekdayNames) % 7;
                nth |= 1UL << ((7 * (Number(name, item[(hash + 1)..], 1, 5, names: null) - 1)) + weekday);
            }
            else
            {
                weekdays |= Item(name, item, 0, 7, WeekdayNames);
            }
        }

        return ((weekdays & 0x7F) | (weekdays >> 7), nth); // 7 is Sunday, too.
    }

    private static ulong Bits(string name, string field, int min, int max, string[]? names = null) =>
        Items(name, field).Aggregate(0UL, (bits, item) => bits | Item(name, item, min, max, names));

    private static string[] Items(string name, string field) =>
        field.Split(',') is var items && items.All(item => item.Length > 0)
            ? items
            : throw new FormatException($"configuration entry {name} ({field}) is empty, check for trailing spaces.");

    /// <summary>One of <c>*</c>, <c>5</c>, <c>5-10</c>, each with an optional <c>/2</c>.</summary>
    private static ulong Item(string name, string item, int min, int max, string[]? names)
    {
        var slash = item.IndexOf('/', StringComparison.Ordinal);
        var range = slash < 0 ? item : item[..slash];
        var step = slash < 0 ? 1 : Step(item[(slash + 1)..], item, max);
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        var (from, to) = IsAny(range) ? (min, max)
            : dash > 0 ? (Number(name, range[..dash], min, max, names), Number(name, range[(dash + 1)..], min, max, names))
            : slash > 0 ? (Number(name, range, min, max, names), max)
            : (Number(name, range, min, max, names), -1);
        if (to == -1)
        {
            return 1UL << from;
        }

        if (from > to)
        {
            throw new FormatException($"From value is larger than to value: '{range}'");
        }

        var bits = 0UL;
        for (var value = from; value <= to; value += step)
        {
            bits |= 1UL << value;
        }

        return bits;
    }

    private static int Step(string text, string item, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var step) && step > 0 && step <= max
            ? step
            : throw new FormatException($"Syntax error, illegal stepping: '{item}'");

    private static int Number(string name, string text, int min, int max, string[]? names)
    {
        if (names is not null && Array.FindIndex(names, known => known.Equals(text, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index)
        {
            return index + min;
        }

        if (text.Length == 0 || !text.All(char.IsAsciiDigit))
        {
            throw new FormatException($"configuration entry {name} ({text}) contains illegal characters.");
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw new FormatException($"Invalid value for {name}: {text}");
    }
}
