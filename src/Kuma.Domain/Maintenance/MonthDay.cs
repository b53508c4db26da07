using System.Globalization;

namespace Kuma.Domain.Maintenance;

/// <summary>A day of the month, counted from its beginning or its end.</summary>
/// <param name="Number">1 is the first day; from the end, 1 is the last day.</param>
/// <param name="FromEnd">True for <c>lastDay1</c> to <c>lastDay4</c>.</param>
public readonly record struct MonthDay(int Number, bool FromEnd = false)
{
    private const string Prefix = "lastDay";

    /// <summary>Reads <c>lastDay1</c> to <c>lastDay4</c>; <c>null</c> for any other text.</summary>
    public static MonthDay? FromEndNamed(string text) =>
        text.Length == Prefix.Length + 1 && text.StartsWith(Prefix, StringComparison.Ordinal) && text[^1] is >= '1' and <= '4'
            ? new MonthDay(text[^1] - '0', FromEnd: true)
            : null;

    /// <summary>The wire's word: the number, or <c>lastDay1</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(FromEnd ? Prefix : "")}{Number}");

    /// <summary>The entry of a cron pattern: <c>L</c> is the last day, <c>L-1</c> the one before.</summary>
    internal string ToPattern() => (FromEnd, Number) switch
    {
        (false, _) => Number.ToString(CultureInfo.InvariantCulture),
        (true, 1) => "L",
        _ => string.Create(CultureInfo.InvariantCulture, $"L-{Number - 1}"),
    };
}
