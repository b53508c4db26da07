using System.Globalization;
using System.Text;
using Kuma.Application.StatusPages;
using Kuma.Web.Contracts;
using static Kuma.Web.StatusPages.PageHead;

namespace Kuma.Web.StatusPages;

/// <summary>Writes incidents: the open ones as banners, the past ones by day.</summary>
internal sealed class PageIncidents(SafeMarkdown markdown)
{
    private static readonly string[] Styles = ["info", "warning", "danger", "primary", "light", "dark"];

    public static string Time(DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        return string.Create(CultureInfo.InvariantCulture, $"<time datetime=\"{utc:yyyy-MM-dd'T'HH:mm:ss'Z'}\">{utc:yyyy-MM-dd HH:mm:ss} UTC</time>");
    }

    public void WriteOpen(StringBuilder html, PublicPage page, PageTexts texts)
    {
        foreach (var incident in page.Incidents)
        {
            Write(html, incident, "h2", texts);
        }
    }

    /// <summary>Past incidents under the day they began, and a button while there are older ones.</summary>
    public void WritePast(StringBuilder html, PublicPage page, IncidentHistory history, PageTexts texts)
    {
        var culture = CultureInfo.GetCultureInfo(texts.Language);
        var past = history.Incidents.Where(incident => !(incident.Active && incident.Pin));
        foreach (var day in past.GroupBy(incident => incident.CreatedAt.UtcDateTime.Date))
        {
            html.Append($"<h3>{E(day.Key.ToString("D", culture))}</h3>");
            foreach (var incident in day)
            {
                Write(html, incident, "h4", texts);
            }
        }

        if (HistoryCursor.Write(history.Next) is { } cursor)
        {
            var path = $"/status/{Uri.EscapeDataString(page.Slug)}/past-incidents?cursor={Uri.EscapeDataString(cursor)}";
            html.Append($"<a class=\"more\" id=\"more\" href=\"{E(path)}\">{E(texts.LoadMore)}</a>");
        }
    }

    private void Write(StringBuilder html, PublicIncident incident, string heading, PageTexts texts)
    {
        var style = Styles.Contains(incident.Style, StringComparer.Ordinal) ? incident.Style : "warning";
        html.Append($"<article class=\"note card {style}{(incident.Active ? "" : " resolved")}\" data-testid=\"incident\"><{heading}>{E(incident.Title)}</{heading}>");
        html.Append($"<div class=\"text\">{markdown.ToHtml(incident.Content)}</div><p class=\"meta\">{E(incident is { Active: true, Pin: true } ? texts.DateCreated : texts.Created)}: {Time(incident.CreatedAt)}");
        if (incident.UpdatedAt is { } updated)
        {
            html.Append($"<br>{E(texts.LastUpdated)}: {Time(updated)}");
        }

        html.Append("</p></article>\n");
    }
}
