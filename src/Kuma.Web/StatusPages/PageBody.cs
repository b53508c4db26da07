using System.Globalization;
using System.Text;
using Kuma.Application.Monitoring;
using Kuma.Application.StatusPages;
using static Kuma.Web.StatusPages.PageHead;

namespace Kuma.Web.StatusPages;

/// <summary>Writes the body: logo and title, overall state, banners, description, groups, past incidents, footer.</summary>
internal sealed class PageBody(
    ILiveBoard board, IPageMaintenance maintenance, PageRow row, PageIncidents incidents, SafeMarkdown markdown, TimeProvider time)
{
    private const string Check = "M9 16.2 4.8 12l-1.4 1.4L9 19 21 7l-1.4-1.4z";
    private const string Exclamation = "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm-1 5h2v7h-2zm0 9h2v2h-2z";
    private const string Cross = "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm5 13.6L15.6 17 12 13.4 8.4 17 7 15.6l3.6-3.6L7 8.4 8.4 7l3.6 3.6L15.6 7 17 8.4 13.4 12z";
    private const string Wrench = "M22.7 19 13.6 9.9c.9-2.3.4-5-1.5-6.9-2-2-5-2.4-7.4-1.3L9 6 6 9 1.6 4.7C.4 7.1.9 10.1 2.9 12.1c1.9 1.9 4.6 2.4 6.9 1.5l9.1 9.1c.4.4 1 .4 1.4 0l2.3-2.3c.5-.4.5-1.1.1-1.4z";
    private const string Question = "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm1 17h-2v-2h2zm2-7.7-.9.9c-.7.7-1.1 1.3-1.1 2.8h-2v-.5c0-1.1.4-2.1 1.2-2.8l1.2-1.3a2 2 0 1 0-3.4-1.4H8a4 4 0 1 1 7 2.3z";

    public void Write(PageMarkup markup, PublicPage page, IncidentHistory history, PageTexts texts)
    {
        var html = markup.Text;
        html.Append(CultureInfo.InvariantCulture, $"<body class=\"{Theme(page)}\" data-slug=\"{E(page.Slug)}\" data-refresh=\"{page.AutoRefreshInterval}\">\n");
        if (!string.IsNullOrWhiteSpace(page.CustomCss))
        {
            // A style element ends only at its end tag; the policy of the page runs no script either way.
            html.Append("<style>").Append(page.CustomCss.Replace("</", "<\\/")).Append("</style>\n");
        }

        html.Append("<div class=\"page\">");
        html.Append($"<header class=\"head\" data-edit=\"{E(texts.EditPage)}\" data-dashboard=\"{E(texts.GoToDashboard)}\">");
        html.Append($"<img src=\"{E(Icon(page) ?? "/icon.svg")}\" alt=\"\" width=\"60\" height=\"60\"><h1>{E(page.Title)}</h1></header>\n<main>");
        WriteOverall(html, page, texts);
        html.Append("<div id=\"notes\">");
        incidents.WriteOpen(html, page, texts);
        WriteMaintenance(html, page, texts);
        html.Append("</div>\n");
        if (markdown.ToHtml(page.Description) is { Length: > 0 } description)
        {
            html.Append("<div class=\"description text\">").Append(description).Append("</div>\n");
        }

        WriteGroups(markup, page, texts);
        html.Append("<section id=\"past\" class=\"past\">");
        if (history.Incidents.Any(incident => !(incident.Active && incident.Pin)))
        {
            html.Append($"<h2>{E(texts.PastIncidents)}</h2>");
            incidents.WritePast(html, page, history, texts);
        }

        html.Append("</section></main>\n");
        WriteFooter(html, page, texts);
        html.Append("</div></body></html>\n");
    }

    public static string Theme(PublicPage page) => page.Theme is "dark" or "light" ? page.Theme : "auto";

    private void WriteOverall(StringBuilder html, PublicPage page, PageTexts texts)
    {
        var (look, text, icon) = Overall.Of(page, board) switch
        {
            OverallStatus.AllUp => ("up", texts.AllUp, Check),
            OverallStatus.PartiallyDown => ("partial", texts.PartiallyDown, Exclamation),
            OverallStatus.AllDown => ("down", texts.AllDown, Cross),
            OverallStatus.Maintenance => ("maintenance", texts.UnderMaintenance, Wrench),
            _ => ("none", texts.NoServices, Question),
        };
        html.Append($"<div id=\"overall\" class=\"overall card {look}\" role=\"status\"><svg viewBox=\"0 0 24 24\" fill=\"currentColor\" aria-hidden=\"true\"><path d=\"{icon}\"/></svg>{E(text)}</div>\n");
    }

    private void WriteMaintenance(StringBuilder html, PublicPage page, PageTexts texts)
    {
        foreach (var running in maintenance.Running(page.Id))
        {
            html.Append($"<section class=\"note card maintenance\"><h2>{E(running.Title)}</h2><div class=\"text\">{markdown.ToHtml(running.Description)}</div>");
            html.Append($"<p class=\"meta\"><span class=\"chip\">{E(running.Slot ?? texts.Manual)}</span>");
            html.Append(running.Zone is null ? "" : $"<span class=\"chip\">{E(running.Zone)}</span>").Append("</p></section>\n");
        }
    }

    private void WriteGroups(PageMarkup markup, PublicPage page, PageTexts texts)
    {
        var html = markup.Text;
        html.Append("<div id=\"groups\">");
        if (page.Groups.Count == 0)
        {
            html.Append($"<p class=\"empty card\">{E(texts.NothingHere)}</p>");
        }

        foreach (var group in page.Groups)
        {
            html.Append(CultureInfo.InvariantCulture, $"<details class=\"group\" open data-id=\"{group.Id}\"><summary><h2>{E(group.Name)}</h2></summary><div class=\"card\">");
            if (group.Monitors.Count == 0)
            {
                html.Append($"<p class=\"empty\">{E(texts.NoMonitors)}</p>");
            }
            else
            {
                html.Append("<ul class=\"rows\">");
                foreach (var monitor in group.Monitors)
                {
                    row.Write(markup, page, monitor, texts);
                }

                html.Append("</ul>");
            }

            html.Append("</div></details>\n");
        }

        html.Append("</div>\n");
    }

    private void WriteFooter(StringBuilder html, PublicPage page, PageTexts texts)
    {
        html.Append("<footer class=\"foot\">");
        if (markdown.ToHtml(page.FooterText) is { Length: > 0 } footer)
        {
            html.Append("<div class=\"text\">").Append(footer).Append("</div>");
        }

        if (page.ShowPoweredBy)
        {
            html.Append($"<p data-testid=\"powered-by\">{E(texts.PoweredBy)} <strong>Kuma</strong></p>");
        }

        html.Append($"<p id=\"updated\">{E(texts.LastUpdated)}: {PageIncidents.Time(time.GetUtcNow())}</p>");
        html.Append($"<p class=\"countdown\">{E(texts.RefreshIn)}: <span id=\"countdown\" data-testid=\"update-countdown-text\">--:--</span></p></footer>\n");
    }
}
