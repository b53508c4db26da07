using Kuma.Web.Api.Description;

namespace Kuma.Web.Badges;

/// <summary>What the description of the API says of badges.</summary>
internal static class BadgeNotes
{
    private const string Group = "Badges";

    private static readonly ApiParameter Style = new("style", "How it looks.", "flat", BadgeStyles.Names);
    private static readonly ApiParameter LabelColor = new("labelColor", "The colour of the left part: a name, a hexadecimal number or another CSS colour.", "#555");
    private static readonly ApiParameter Color = new("color", "The colour of the right part.", "blue");
    private static readonly ApiParameter Value = new("value", "Shown instead of the measured value, to try a badge out.");

    public static ApiNote Status { get; } = Badge(
        "The newest status of a public monitor.",
        Label("Status"), Value,
        new("upLabel", "The text while it is up.", "Up"), new("downLabel", "The text while it is down.", "Down"),
        new("pendingLabel", "The text while it is pending.", "Pending"), new("maintenanceLabel", "The text under maintenance.", "Maintenance"),
        new("upColor", "The colour while it is up.", "#66c20a"), new("downColor", "The colour while it is down.", "#c2290a"),
        new("pendingColor", "The colour while it is pending.", "#f8a306"), new("maintenanceColor", "The colour under maintenance.", "#1747f5"));

    public static ApiNote Uptime { get; } = Badge(
        "The share of a time that a public monitor was up.",
        [Label("Uptime (24h)"), Value, .. Around("%", "h"), LabelColor, new("color", "The colour of the right part; without it from red to green.")]);

    public static ApiNote Ping { get; } = Badge(
        "The average response time of a public monitor's beats that were up.",
        [Label("Avg. Ping (24h)"), Value, .. Around("ms", "h"), LabelColor, Color]);

    public static ApiNote AverageResponse { get; } = Badge(
        "The average response time of a public monitor in the last hours.",
        [Label("Avg. Response (24h)"), Value, .. Around("ms", labelSuffix: null), LabelColor, Color]);

    public static ApiNote Response { get; } = Badge(
        "The newest response time of a public monitor.",
        [Label("Response"), Value, .. Around("ms", labelSuffix: null), LabelColor, Color]);

    public static ApiNote CertificateExpiry { get; } = Badge(
        "How long a public monitor's certificate is still valid.",
        [
            Label("Cert Exp."), Value, .. Around(" days", labelSuffix: null), LabelColor,
            new("date", "Anything: the date instead of the days."),
            new("warnDays", "From so many days on it has the warning colour.", "14"), new("downDays", "From so many days on it has the alarm colour.", "7"),
            new("upColor", "The colour while all is well.", "#66c20a"), new("warnColor", "The warning colour.", "#eed202"),
            new("downColor", "The alarm colour.", "#c2290a"),
        ]);

    public static ApiNote Page { get; } = new(Group, "The state of a whole page.")
    {
        Query =
        [
            new("label", "The left part."), Style,
            new("upColor", "The colour while all is up.", "#66c20a"), new("downColor", "The colour while all is down.", "#c2290a"),
            new("partialColor", "The colour while some is down.", "#F6BE00"), new("maintenanceColor", "The colour under maintenance.", "#808080"),
        ],
        Answers = [ApiAnswer.Svg, ApiAnswer.Unchanged, ApiAnswer.Refused],
    };

    private static ApiNote Badge(string summary, params ApiParameter[] query) =>
        new(Group, summary) { Query = [.. query, Style], Answers = [ApiAnswer.Svg, ApiAnswer.Unchanged, ApiAnswer.Refused] };

    private static ApiParameter Label(string fallback) => new("label", "The left part.", fallback);

    private static ApiParameter[] Around(string suffix, string? labelSuffix) =>
    [
        new("prefix", "Before the value."), new("suffix", "After the value.", suffix),
        new("labelPrefix", "Before the label."), new("labelSuffix", "After the label.", labelSuffix),
    ];
}
