using Kuma.Domain.Common;

namespace Kuma.Application.StatusPages;

/// <summary>Where status pages and incidents are kept, for those who edit them.</summary>
public interface IStatusPageRepository
{
    /// <summary>All pages with their domains, by id.</summary>
    Task<IReadOnlyList<EditedPage>> ListAsync(CancellationToken cancellationToken);

    /// <summary>A page by its slug, in any case; <c>null</c> when there is none.</summary>
    Task<EditedPage?> FindAsync(string slug, CancellationToken cancellationToken);

    /// <summary>Stores a new page with the defaults; <c>null</c> when the slug is taken.</summary>
    Task<StatusPageId?> AddAsync(string title, string slug, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces a page's fields, domains and groups in one transaction. A domain of another page is taken over; a group whose id the page
    /// does not have becomes a new one.
    /// </summary>
    /// <returns>The ids of the groups in order; <c>null</c> when the new slug is taken.</returns>
    Task<IReadOnlyList<int>?> SaveAsync(
        EditedPage page, IReadOnlyList<EditedGroup> groups, UserId editor, CancellationToken cancellationToken);

    /// <summary>Removes a page with its groups and incidents.</summary>
    Task DeleteAsync(StatusPageId id, CancellationToken cancellationToken);

    /// <summary>An incident of this very page; <c>null</c> when it has none with this id.</summary>
    Task<PublicIncident?> FindIncidentAsync(StatusPageId page, IncidentId id, CancellationToken cancellationToken);

    /// <summary>Stores a new incident and gives it its id.</summary>
    Task<PublicIncident> AddIncidentAsync(PublicIncident incident, CancellationToken cancellationToken);

    Task SaveIncidentAsync(PublicIncident incident, CancellationToken cancellationToken);

    Task DeleteIncidentAsync(IncidentId id, CancellationToken cancellationToken);

    Task UnpinIncidentsAsync(StatusPageId page, CancellationToken cancellationToken);
}

/// <summary>A page as its editors see it: what visitors see, and its domains.</summary>
public sealed record EditedPage(PublicPage Page, IReadOnlyList<string> Domains);

/// <summary>A group as it is saved.</summary>
/// <param name="Id">Its id when it is known.</param>
/// <param name="Name">Its heading.</param>
/// <param name="Monitors">Its monitors in order; unknown ones, and another user's that were not on the page, are passed over.</param>
public sealed record EditedGroup(int? Id, string Name, IReadOnlyList<LinkRow> Monitors);

/// <summary>Keeps the logos of pages.</summary>
public interface ILogoStore
{
    /// <summary>Writes a PNG down beside the page's logo, which stays until <see cref="IStagedLogo.Show"/>.</summary>
    Task<IStagedLogo> StageAsync(StatusPageId page, byte[] png, CancellationToken cancellationToken);
}

/// <summary>A logo that nobody sees yet; forgotten when it is disposed before it is shown.</summary>
public interface IStagedLogo : IDisposable
{
    /// <summary>The path that visitors will fetch it from.</summary>
    string Path { get; }

    /// <summary>Puts it in the place of the page's logo.</summary>
    void Show();
}
