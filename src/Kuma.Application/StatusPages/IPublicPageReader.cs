using Kuma.Domain.Common;

namespace Kuma.Application.StatusPages;

/// <summary>Reads what status pages are made of. Called once per change, never per visitor.</summary>
public interface IPublicPageReader
{
    /// <summary>Every page with its groups, links and pinned incidents, in one round trip.</summary>
    Task<PageRows> ReadAllAsync(CancellationToken cancellationToken);

    /// <summary>Ten incidents that follow <paramref name="after"/> (the first ten when <c>null</c>), newest first.</summary>
    Task<IncidentHistory> ReadHistoryAsync(StatusPageId page, IncidentCursor? after, CancellationToken cancellationToken);
}

/// <summary>The stored rows of all pages.</summary>
/// <param name="Pages">Pages without groups and incidents.</param>
/// <param name="Groups">Public groups by page, in the page's order.</param>
/// <param name="Links">Monitors by group id, in the group's order.</param>
/// <param name="Incidents">Pinned and active ones by page, newest first.</param>
/// <param name="Domains">Slugs by domain.</param>
public sealed record PageRows(
    IReadOnlyList<PublicPage> Pages,
    ILookup<StatusPageId, GroupRow> Groups,
    ILookup<int, LinkRow> Links,
    ILookup<StatusPageId, PublicIncident> Incidents,
    IReadOnlyDictionary<string, string> Domains);

/// <summary>A stored group.</summary>
public sealed record GroupRow(int Id, string Name, int Weight);

/// <summary>A stored place of a monitor in a group.</summary>
public sealed record LinkRow(MonitorId MonitorId, bool SendUrl, string? CustomUrl);
