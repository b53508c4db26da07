using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Kuma.Web.Tests.StatusPages;

/// <summary>What the W3C feed validator asks of an RSS 2.0 feed, as far as it concerns ours.</summary>
internal static partial class FeedRules
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly string[] Channel = ["title", "link", "description", "lastBuildDate", "docs", "generator", "language", "item"];
    private static readonly string[] Item = ["title", "link", "guid", "pubDate", "description"];

    /// <summary>Broken rules, one line each.</summary>
    public static IEnumerable<string> Violations(XDocument feed)
    {
        if (feed.Root is not { Name.LocalName: "rss" } root || root.Attribute("version")?.Value != "2.0" || root.Elements().Count() != 1)
        {
            return ["the root is no rss 2.0 with one channel"];
        }

        var channel = root.Element("channel")!;
        var self = channel.Elements(Atom + "link").SingleOrDefault();
        var items = channel.Elements("item").ToList();
        return
        [
            .. channel.Elements().Where(element => element.Name.Namespace == XNamespace.None && !Channel.Contains(element.Name.LocalName))
                .Select(element => $"{element.Name} is not known in a channel"),
            .. Channel.Where(name => name != "item" && channel.Elements(name).Count() != 1).Select(name => $"a channel has one {name}"),
            .. Channel.Where(name => name != "item" && string.IsNullOrWhiteSpace(channel.Element(name)?.Value)).Select(name => $"{name} is empty"),
            .. self?.Attribute("rel")?.Value == "self" && self.Attribute("type")?.Value == "application/rss+xml" && IsAddress(self.Attribute("href")?.Value)
                ? (string[])[] : ["no atom:link to itself"],
            .. IsAddress(channel.Element("link")?.Value) ? (string[])[] : ["the channel's link is no address"],
            .. IsDate(channel.Element("lastBuildDate")?.Value) ? (string[])[] : ["lastBuildDate is no RFC 822 date"],
            .. items.SelectMany(Violations),
            .. items.GroupBy(item => item.Element("guid")?.Value).Where(same => same.Count() > 1).Select(same => $"guid {same.Key} twice"),
        ];
    }

    private static IEnumerable<string> Violations(XElement item) =>
    [
        .. item.Elements().Where(element => !Item.Contains(element.Name.LocalName)).Select(element => $"{element.Name} is not known in an item"),
        .. Item.Where(name => item.Elements(name).Count() != 1).Select(name => $"an item has one {name}"),
        .. IsAddress(item.Element("link")?.Value) ? (string[])[] : ["an item's link is no address"],
        .. IsDate(item.Element("pubDate")?.Value) ? (string[])[] : ["pubDate is no RFC 822 date"],
        .. string.IsNullOrWhiteSpace(item.Element("guid")?.Value) ? ["guid is empty"] : (string[])[],
        .. item.Element("guid")?.Attribute("isPermaLink")?.Value == "false" || IsAddress(item.Element("guid")?.Value)
            ? (string[])[] : ["a guid that is no address says isPermaLink=false"],
    ];

    private static bool IsAddress(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    /// <summary>The weekday, too, must be that of the date.</summary>
    private static bool IsDate(string? text) =>
        text is not null
        && Rfc822().IsMatch(text)
        && DateTime.TryParseExact(text, "ddd, dd MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex("^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rfc822();
}
