using System.Globalization;
using System.Text;
using System.Xml;
using Kuma.Application.Monitoring;
using Kuma.Application.StatusPages;
using Kuma.Domain.Heartbeats;
using Kuma.Web.Api;

namespace Kuma.Web.StatusPages;

/// <summary>Writes a page's RSS 2.0 feed: open incidents, then what is down (spec/rest.md section 10).</summary>
internal sealed class PageFeed(ILiveBoard board, TimeProvider time)
{
    private const string Atom = "http://www.w3.org/2005/Atom";

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, IndentChars = "    ", NewLineChars = "\n", CheckCharacters = true,
    };

    /// <param name="page">The page.</param>
    /// <param name="link">Its address as the reader typed it.</param>
    public EncodedBody Make(PublicPage page, string link)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, Settings))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement("rss");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteAttributeString("xmlns", "atom", ns: null, Atom);
            xml.WriteStartElement("channel");
            xml.WriteElementString("title", Clean(string.IsNullOrWhiteSpace(page.RssTitle) ? $"{page.Title} RSS Feed" : page.RssTitle));
            xml.WriteElementString("link", link);
            xml.WriteElementString("description", $"Current status: {Describe(Overall.Of(page, board))}");
            xml.WriteElementString("lastBuildDate", Rfc1123(time.GetUtcNow()));
            xml.WriteElementString("docs", "https://validator.w3.org/feed/docs/rss2.html");
            xml.WriteElementString("generator", "Kuma");
            xml.WriteElementString("language", "en");
            xml.WriteStartElement("link", Atom);
            xml.WriteAttributeString("href", $"{link}/rss");
            xml.WriteAttributeString("rel", "self");
            xml.WriteAttributeString("type", "application/rss+xml");
            xml.WriteEndElement();
            foreach (var incident in page.Incidents)
            {
                var at = incident.UpdatedAt ?? incident.CreatedAt;
                Item(xml, incident.Title, link, $"i{incident.Id.Value}-{Stamp(at, "yyyy-MM-dd HH:mm:ss")}", at, incident.Content);
            }

            foreach (var monitor in page.Groups.SelectMany(group => group.Monitors))
            {
                if (board.Last(monitor.Id) is { Status: HeartbeatStatus.Down } beat)
                {
                    var since = Stamp(beat.Time, "yyyy-MM-dd HH:mm:ss.fff");
                    Item(xml, $"{monitor.Name} is down", link, $"{monitor.Id.Value}-{since}", beat.Time, $"{monitor.Name} has been down since {since} UTC");
                }
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return new EncodedBody("application/rss+xml; charset=utf-8", stream.ToArray());
    }

    private static void Item(XmlWriter xml, string title, string link, string guid, DateTimeOffset at, string description)
    {
        xml.WriteStartElement("item");
        WriteText(xml, "title", title);
        xml.WriteElementString("link", link);
        xml.WriteStartElement("guid");
        xml.WriteAttributeString("isPermaLink", "false");
        xml.WriteString(guid);
        xml.WriteEndElement();
        xml.WriteElementString("pubDate", Rfc1123(at));
        WriteText(xml, "description", description);
        xml.WriteEndElement();
    }

    private static void WriteText(XmlWriter xml, string name, string text)
    {
        xml.WriteStartElement(name);
        xml.WriteCData(Clean(text));
        xml.WriteEndElement();
    }

    private static string Describe(OverallStatus status) => status switch
    {
        OverallStatus.AllUp => "All Systems Operational",
        OverallStatus.PartiallyDown => "Partially Degraded Service",
        OverallStatus.AllDown => "Degraded Service",
        OverallStatus.Maintenance => "Under maintenance",
        _ => "No Services",
    };

    /// <summary>XML has no place for control characters and for halves of a character.</summary>
    private static string Clean(string text) =>
        text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)));

    private static string Rfc1123(DateTimeOffset at) => at.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);

    private static string Stamp(DateTimeOffset at, string format) => at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
