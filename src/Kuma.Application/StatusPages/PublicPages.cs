using System.Collections.Frozen;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;

namespace Kuma.Application.StatusPages;

/// <summary>All published status pages at one moment: by slug, their domains, and which monitors are public at all.</summary>
public sealed class PublicPages
{
    public PublicPages(IReadOnlyList<PublicPage> pages, IReadOnlyDictionary<string, string> domains, IEnumerable<MonitorId> publicMonitors)
    {
        BySlug = pages.ToFrozenDictionary(page => page.Slug.ToLowerInvariant(), StringComparer.Ordinal);
        SlugsByDomain = domains.ToFrozenDictionary(domain => domain.Key.Trim(), domain => domain.Value, StringComparer.OrdinalIgnoreCase);
        PublicMonitors = publicMonitors.ToFrozenSet();
    }

    /// <summary>By slug in lower case.</summary>
    public FrozenDictionary<string, PublicPage> BySlug { get; }

    public FrozenDictionary<string, string> SlugsByDomain { get; }

    public FrozenSet<MonitorId> PublicMonitors { get; }
}

/// <summary>Puts pages together from stored rows and the monitors in memory; the one place that decides what of a monitor is public.</summary>
public sealed class PublicPageLoader(IPublicPageReader reader, IMonitorDirectory directory, IMonitorLinks links)
{
    public async Task<PublicPages> LoadAsync(CancellationToken cancellationToken)
    {
        var rows = await reader.ReadAllAsync(cancellationToken);
        var members = rows.Links.SelectMany(group => group).Select(link => link.MonitorId).ToHashSet();
        var tags = members.Count == 0
            ? Enumerable.Empty<(MonitorId, MonitorTag)>().ToLookup(pair => pair.Item1, pair => pair.Item2)
            : (await links.ReadAsync(members, cancellationToken)).Tags;
        var published =
            from page in rows.Pages
            where page.Published
            select page with
            {
                Groups = [.. rows.Groups[page.Id].Select(row => Group(page, row, rows.Links[row.Id], tags))],
                Incidents = [.. rows.Incidents[page.Id]],
            };
        return new PublicPages([.. published], rows.Domains, members);
    }

    private PublicGroup Group(PublicPage page, GroupRow group, IEnumerable<LinkRow> members, ILookup<MonitorId, MonitorTag> tags) =>
        new(group.Id, group.Name, group.Weight, [.. members.Select(link => Monitor(page, link, tags)).OfType<PublicMonitor>()]);

    private PublicMonitor? Monitor(PublicPage page, LinkRow link, ILookup<MonitorId, MonitorTag> tags)
    {
        if (directory.Find(link.MonitorId) is not { } monitor)
        {
            return null;
        }

        var shown = page.ShowTags ? tags[monitor.Id].OrderBy(tag => tag.Name, StringComparer.Ordinal).Select(tag => new PublicTag(monitor.Id, tag)) : [];
        return new PublicMonitor(
            monitor.Id,
            monitor.Settings.Name,
            monitor.Settings.Type,
            link.SendUrl,
            link.SendUrl ? link.CustomUrl ?? monitor.Settings.Url : null,
            [.. shown]);
    }
}
