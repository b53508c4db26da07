using System.Globalization;
using Kuma.Domain.Maintenance;

namespace Kuma.Domain.Tests.Maintenance;

public sealed class CronPatternTests
{
    [Theory]
    [InlineData("30 3 * * *", "2026-01-01 03:30:00", "2026-01-02 03:30:00")]
    [InlineData("30 3 * * *", "2026-01-01 03:29:59.999", "2026-01-01 03:30:00")]
    [InlineData("*/15 * * * *", "2026-01-01 23:46", "2026-01-02 00:00")]
    [InlineData("10 0 12 * * *", "2026-01-01 12:00:09", "2026-01-01 12:00:10")]
    [InlineData("0 0 29 2 *", "2026-03-01", "2028-02-29")]
    [InlineData("0 0 31 * *", "2026-01-31 00:00", "2026-03-31")]
    [InlineData("0 0 L * *", "2026-02-01", "2026-02-28")]
    [InlineData("0 0 L-1 * *", "2026-02-01", "2026-02-27")]
    [InlineData("0 0 L-3,15 * *", "2026-02-16", "2026-02-25")]
    [InlineData("0 0 * * 1-5", "2026-01-02 12:00", "2026-01-05")]
    [InlineData("0 0 * * MON,wed", "2026-01-05 00:00", "2026-01-07")]
    [InlineData("0 0 * * 7", "2026-01-01", "2026-01-04")]
    [InlineData("0 0 * * 5-7", "2026-01-03 00:00", "2026-01-04")]
    [InlineData("0 0 * * 5L", "2026-01-01", "2026-01-30")]
    [InlineData("0 0 * * 5#2", "2026-01-01", "2026-01-09")]
    [InlineData("0 0 13 * 5", "2026-01-03", "2026-01-09")]
    [InlineData("0 0 13 * 5", "2026-01-09 00:00", "2026-01-13")]
    [InlineData("0 0 1 jan *", "2026-01-01 00:00", "2027-01-01")]
    [InlineData("@weekly", "2026-01-01", "2026-01-04")]
    [InlineData("5/20 4 * * *", "2026-01-01 04:06", "2026-01-01 04:25")]
    public void The_next_match_comes_after_the_given_time(string pattern, string after, string expected)
    {
        CronPattern.TryParse(pattern, out var error).ShouldNotBeNull(error).NextAfter(Time(after)).ShouldBe(Time(expected));
    }

    [Fact]
    public void A_day_that_never_comes_is_never_found()
    {
        CronPattern.TryParse("0 0 30 2 *", out _)!.NextAfter(Time("2026-01-01")).ShouldBeNull();
        CronPattern.TryParse("* * * * *", out _)!.NextAfter(DateTime.MaxValue).ShouldBeNull();
    }

    [Theory]
    [InlineData("", "CronPattern: invalid configuration format (''), exactly five or six space separated parts are required.")]
    [InlineData("a b", "CronPattern: invalid configuration format ('a b'), exactly five or six space separated parts are required.")]
    [InlineData("61 * * * *", "CronPattern: Invalid value for minute: 61")]
    [InlineData("* 24 * * *", "CronPattern: Invalid value for hour: 24")]
    [InlineData("* * 0 * *", "CronPattern: Invalid value for day: 0")]
    [InlineData("* * * 13 *", "CronPattern: Invalid value for month: 13")]
    [InlineData("* * * * 8", "CronPattern: Invalid value for dayOfWeek: 8")]
    [InlineData("* * * * x", "CronPattern: configuration entry dayOfWeek (x) contains illegal characters.")]
    [InlineData("1,,2 * * * *", "CronPattern: configuration entry minute (1,,2) is empty, check for trailing spaces.")]
    [InlineData("5-1 * * * *", "CronPattern: From value is larger than to value: '5-1'")]
    [InlineData("*/0 * * * *", "CronPattern: Syntax error, illegal stepping: '*/0'")]
    [InlineData("*/99999999999 * * * *", "CronPattern: Syntax error, illegal stepping: '*/99999999999'")]
    [InlineData("99999999999 * * * *", "CronPattern: Invalid value for minute: 99999999999")]
    [InlineData("* * L-31 * *", "CronPattern: Invalid value for day: 31")]
    [InlineData("* * * * 5#6", "CronPattern: Invalid value for dayOfWeek: 6")]
    public void What_is_no_pattern_is_refused_in_the_words_of_the_wire(string pattern, string expected)
    {
        CronPattern.TryParse(pattern, out var error).ShouldBeNull();
        error.ShouldBe(expected);
    }

    /// <summary>Whatever is read, the answer is a later time that is in the pattern, or a refusal; never a crash.</summary>
    [Fact]
    public void Text_of_any_kind_does_no_harm()
    {
        var random = new Random(7);
        const string letters = "0123456789*/-,L#? aFRI@";
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Create(random.Next(1, 18), random, static (span, from) =>
            {
                for (var at = 0; at < span.Length; at++)
                {
                    span[at] = letters[from.Next(letters.Length)];
                }
            });
            var pattern = CronPattern.TryParse(text, out var error);
            (pattern is null).ShouldBe(error is not null);
            if (pattern?.NextAfter(Time("2026-01-01")) is { } next)
            {
                next.ShouldBeGreaterThan(Time("2026-01-01"));
            }
        }
    }

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}
