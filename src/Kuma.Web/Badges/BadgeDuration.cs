using System.Globalization;
using System.Text.RegularExpressions;
using Kuma.Application.Monitoring;

namespace Kuma.Web.Badges;

/// <summary>A span such as <c>24</c>, <c>30d</c> or <c>1y</c>.</summary>
/// <param name="Text">As asked for, with a unit.</param>
/// <param name="Window">The statistics it reads.</param>
internal sealed partial record BadgeDuration(string Text, UptimeWindow Window)
{
    /// <summary>The span without its last character, which is all that the default label shows.</summary>
    public string Short => Text[..^1];

    /// <exception cref="BadgeException">It is no span, or longer than the statistics reach.</exception>
    public static BadgeDuration Parse(string? asked)
    {
        var text = string.IsNullOrEmpty(asked) ? "24h" : asked.All(char.IsAsciiDigit) ? $"{asked}h" : asked;
        if (Pattern().Match(text) is not { Success: true } match || !int.TryParse(match.Groups["count"].Value, CultureInfo.InvariantCulture, out var count))
        {
            throw new BadgeException($"Invalid duration: {text}");
        }

        var unit = match.Groups["unit"].Value;
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

    [GeneratedRegex("^(?<count>[0-9]+)(?<unit>[a-zA-Z])$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pattern();
}
