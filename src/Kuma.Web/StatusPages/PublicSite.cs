using System.Collections.Frozen;
using Kuma.Application.StatusPages;
using Kuma.Domain.Common;
using Kuma.Web.Api;

namespace Kuma.Web.StatusPages;

/// <summary>Every published page with its cached answers; replaced as a whole when users change anything, touched by beats.</summary>
internal sealed class PublicSite : IDisposable
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private readonly Changes _changes;
    private readonly TimeProvider _time;
    private readonly Cached<Snapshot> _snapshot;
    private Snapshot? _shown;

    public PublicSite(PublicPageLoader loader, IPublicPageReader reader, BeatPieces pieces, Changes changes, TimeProvider time)
    {
        _changes = changes;
        _time = time;
        _snapshot = new Cached<Snapshot>(() => LoadAsync(loader, reader, pieces), () => changes.Edits, time, TimeSpan.FromMinutes(5));
        changes.Beat += Touch;
    }

    /// <summary>A page by its slug as it stands in the path; <c>null</c> when there is none or it is not published.</summary>
    public async ValueTask<SitePage?> FindAsync(string slug) =>
        (await _snapshot.GetAsync()).Pages.GetValueOrDefault(slug is "index.html" ? "default" : SitePage.KeyOf(slug));

    /// <summary>Whether this is still the page that visitors get: users have changed nothing since.</summary>
    public bool IsShown(SitePage page) => ReferenceEquals(_snapshot.Peek()?.Pages.GetValueOrDefault(page.Key), page);

    /// <summary>The slug of the page that a host name shows.</summary>
    public async ValueTask<string?> SlugOfDomainAsync(string host) => (await _snapshot.GetAsync()).Source.SlugsByDomain.GetValueOrDefault(host);

    public async ValueTask<bool> IsPublicAsync(MonitorId id) => (await _snapshot.GetAsync()).Source.PublicMonitors.Contains(id);

    public void Dispose() => _changes.Beat -= Touch;

    private async Task<Snapshot> LoadAsync(PublicPageLoader loader, IPublicPageReader reader, BeatPieces pieces)
    {
        var source = await loader.LoadAsync(CancellationToken.None);
        var pages = source.BySlug.ToFrozenDictionary(
            page => page.Key,
            page => new SitePage(
                page.Value, () => reader.ReadHistoryAsync(page.Value.Id, after: null, CancellationToken.None), _time, MaxAge),
            StringComparer.Ordinal);
        var snapshot = new Snapshot(source, pages);
        pieces.Keep(source.PublicMonitors);
        Volatile.Write(ref _shown, snapshot);
        return snapshot;
    }

    private void Touch(MonitorId id)
    {
        foreach (var page in Volatile.Read(ref _shown)?.Pages.Values ?? [])
        {
            page.Touch(id);
        }
    }

    private sealed record Snapshot(PublicPages Source, FrozenDictionary<string, SitePage> Pages);
}
