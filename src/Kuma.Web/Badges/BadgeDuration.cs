using System.Globalization;
using Kuma.Application.Monitoring;

namespace Kuma.Web.Badges;

/// <summary>A span such as <c>24</c>, <c>30d</c> or <c>1y</c>.</summary>
/// <param name="Text">As asked for, with a unit.</param>
/// <param name="Window">The statistics it reads.</param>
internal sealed record BadgeDuration(string Text, UptimeWindow Window)
{
    /// <summary>The span without its last character, which is all that the default label shows.</summary>
    public string Short => Text[..^1];

    /// <exception cref="BadgeException">It is no span, or longer than the statistics reach.</exception>
    public static BadgeDuration Parse(string? asked)
    {
        var text = string.IsNullOrEmpty(asked) ? "24h" : asked.All(char.IsAsciiDigit) ? $"{asked}h" : asked;
        var digits = text.AsSpan(0, text.Length - 1);
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
        {
            throw new BadgeException($"Invalid duration: {text}");
        }

        // More digits than an integer has are more than any window has.
        var count = int.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
        var unit = text[^1..];
        return new BadgeDuration(text, unit switch
        {
            "m" => Bounded(BucketSize.Minute, count, 1440, "minutes"),
            "h" => Bounded(BucketSize.Hour, count, 720, "hours"),
            "d" => Bounded(BucketSize.Day, count, 365, "days"),
            "w" => Bounded(BucketSize.Day, count * 7L, 365, "days"),
            "M" => Bounded(BucketSize.Day, count * 30L, 365, "days"),
            "y" => Bounded(BucketSize.Day, count * 365L, 365, "days"),
            _ => throw new BadgeException($"Unsupported unit ({unit}) for badge duration {text}"),
        });
    }

    private static UptimeWindow Bounded(BucketSize size, long count, int most, string units) =>
        count <= most ? new UptimeWindow(size, (int)count) : throw new BadgeException($"The maximum number of {units} is {most}");
}
