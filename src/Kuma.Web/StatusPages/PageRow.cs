using System.Globalization;
using System.Text;
using Kuma.Application.Monitoring;
using Kuma.Application.StatusPages;
using Kuma.Domain.Heartbeats;
using Kuma.Web.Badges;
using static Kuma.Web.StatusPages.PageHead;

namespace Kuma.Web.StatusPages;

/// <summary>Writes one monitor: pill, name, tags and its bar of beats. The bar is most of a page's bytes, so its markup is terse.</summary>
internal sealed class PageRow(ILiveBoard board, BeatPieces pieces)
{
    private const int Bars = 100;

    public void Write(PageMarkup markup, PublicPage page, PublicMonitor monitor, PageTexts texts)
    {
        var html = markup.Text;
        var last = board.Last(monitor.Id);
        var state = last is null ? "none" : string.Create(CultureInfo.InvariantCulture, $"s{(int)last.Status}");
        html.Append("<li class=\"row\"><div><div class=\"name\">");
        html.Append($"<span class=\"pill {state}\" title=\"{E(page.ShowOnlyLastHeartbeat ? "" : texts.Hours24)}\">{E(Pill(page, monitor, last, texts))}</span>");
        WriteName(html, monitor);
        html.Append("</div>");
        WriteTags(html, page, monitor, texts);
        html.Append("</div><div>");
        markup.Add(pieces.Get(monitor.Id, texts.HtmlKey, beats => Bar(beats, texts)));
        html.Append("</div></li>\n");
    }

    private static void WriteName(StringBuilder html, PublicMonitor monitor)
    {
        // Only web addresses become links: a "javascript:" one would run in this origin.
        if (Uri.TryCreate(monitor.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0)
        {
            html.Append($"<a href=\"{E(monitor.Url)}\" target=\"_blank\" rel=\"noopener noreferrer\">{E(monitor.Name)}</a>");
        }
        else
        {
            html.Append($"<span>{E(monitor.Name)}</span>");
        }
    }

    private string Pill(PublicPage page, PublicMonitor monitor, Heartbeat? last, PageTexts texts)
    {
        if (page.ShowOnlyLastHeartbeat)
        {
            return Word(last?.Status, texts);
        }

        if (last is null)
        {
            return "N/A";
        }

        var percent = Math.Min(100, Math.Round(board.Uptime(monitor.Id, UptimeWindow.Day).Uptime * 100, 2, MidpointRounding.AwayFromZero));
        return string.Create(CultureInfo.InvariantCulture, $"{percent}%");
    }

    private void WriteTags(StringBuilder html, PublicPage page, PublicMonitor monitor, PageTexts texts)
    {
        var certificate = page.ShowCertificateExpiry ? CertificateFacts.Read(board.TlsInfo(monitor.Id)) : null;
        if (certificate is null or { DaysRemaining: 0 } && monitor.Tags.Count == 0)
        {
            return;
        }

        html.Append("<div class=\"tags\">");
        if (certificate is { DaysRemaining: not 0 and var days })
        {
            var look = certificate.Valid && days > 7 ? "good" : "bad";
            html.Append($"<span class=\"tag {look}\">{E(days == 1 ? texts.CertificateExpiryOne : PageTexts.Fill(texts.CertificateExpiry, days))}</span>");
        }

        foreach (var (_, tag) in monitor.Tags)
        {
            var words = string.IsNullOrEmpty(tag.Value) ? tag.Name : $"{tag.Name}: {tag.Value}";
            var color = BadgeColors.Normalise(tag.Color) ?? "#57606a";
            html.Append($"<span class=\"tag\" style=\"background:{E(color)};color:{BadgeColors.TextOn(color)}\">{E(words)}</span>");
        }

        html.Append("</div>");
    }

    /// <summary>A title tells the status and the time to those who point at a beat; the page's script reads both out of it.</summary>
    private static byte[] Bar(IReadOnlyList<Heartbeat> beats, PageTexts texts)
    {
        var label = beats.Count == 0
            ? texts.NoData
            : PageTexts.Fill(
                texts.History,
                beats.Count,
                beats.Count(beat => beat.Status == HeartbeatStatus.Up),
                beats.Count(beat => beat.Status == HeartbeatStatus.Down));
        var html = new StringBuilder(8 * 1024);
        html.Append($"<div class=\"beats\" role=\"img\" tabindex=\"0\" aria-label=\"{E(label)}\">");
        for (var i = beats.Count; i < Bars; i++)
        {
            html.Append("<i></i>");
        }

        var (up, down, pending, maintenance) = (E(texts.Up), E(texts.Down), E(texts.Pending), E(texts.Maintenance));
        Span<char> stamp = stackalloc char[24];
        foreach (var beat in beats)
        {
            var (look, word) = beat.Status switch
            {
                HeartbeatStatus.Up => ('u', up),
                HeartbeatStatus.Down => ('d', down),
                HeartbeatStatus.Pending => ('p', pending),
                _ => ('m', maintenance),
            };
            beat.Time.UtcDateTime.TryFormat(stamp, out var length, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            html.Append("<i class=").Append(look).Append(" title=\"").Append(word).Append(' ').Append(stamp[..length]).Append(" UTC\"></i>");
        }

        html.Append($"</div><div class=\"since\" data-now=\"{E(texts.Now)}\"><span></span><span></span></div>");
        return Encoding.UTF8.GetBytes(html.ToString());
    }

    private static string Word(HeartbeatStatus? status, PageTexts texts) => status switch
    {
        HeartbeatStatus.Up => texts.Up,
        HeartbeatStatus.Down => texts.Down,
        HeartbeatStatus.Pending => texts.Pending,
        HeartbeatStatus.Maintenance => texts.Maintenance,
        _ => texts.Unknown,
    };
}
