using System.Globalization;
using System.Text.RegularExpressions;
using Kuma.Application.StatusPages;
using Kuma.Domain.Common;

namespace Kuma.Web.Contracts;

/// <summary>
/// The cursor of a page's incidents as text: the date of the last one, as the original has it. Only when others of the same second follow, its id stands
/// behind the second with at least seven digits, so that the text is still a date.
/// </summary>
internal static partial class HistoryCursor
{
    public static string? Write(IncidentCursor? cursor)
    {
        if (cursor is not { } at)
        {
            return null;
        }

        var second = at.Second.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return at.Id is { } id ? string.Create(CultureInfo.InvariantCulture, $"{second}.{id.Value:d7}") : second;
    }

    /// <summary>Any text that is no date is no cursor, as in the original.</summary>
    public static IncidentCursor? Read(string? text)
    {
        if (WithId().Match(text ?? "") is { Success: true } match && int.TryParse(match.Groups["id"].ValueSpan, CultureInfo.InvariantCulture, out var id))
        {
            return Second(match.Groups["second"].Value) is { } tied ? new IncidentCursor(tied, new IncidentId(id)) : null;
        }

        return Second(text) is { } second ? new IncidentCursor(second) : null;
    }

    private static DateTimeOffset? Second(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    [GeneratedRegex(@"^(?<second>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\.(?<id>\d{7,10})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WithId();
}
