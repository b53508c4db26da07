using System.Collections.Concurrent;
using System.Collections.Frozen;
using Kuma.Application.StatusPages;
using Kuma.Domain.Common;
using Kuma.Web.Api;

namespace Kuma.Web.StatusPages;

/// <summary>A page with its answers, each encoded once per version; a beat of one of its monitors moves the version.</summary>
internal sealed class SitePage(PublicPage page, Func<Task<IncidentHistory>> readHistory, TimeProvider time, TimeSpan maxAge)
{
    // Feeds name the host that the visitor typed, which is free text: when strangers have made up so many, they start anew.
    private const int MostFeeds = 32;

    private readonly ConcurrentDictionary<string, Cached<EncodedBody>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Cached<EncodedBody>> _feeds = new(StringComparer.Ordinal);
    private readonly FrozenSet<MonitorId> _members = page.Groups.SelectMany(group => group.Monitors).Select(monitor => monitor.Id).ToFrozenSet();
    private readonly Cached<IncidentHistory> _history = new(readHistory, static () => 0, time, TimeSpan.FromHours(1));
    private long _version;

    public PublicPage Page => page;

    /// <summary>The slug in the form in which pages are looked up.</summary>
    public string Key { get; } = KeyOf(page.Slug);

    public static string KeyOf(string slug) => slug.ToLowerInvariant();

    /// <summary>The newest incidents of all kinds, read once.</summary>
    public ValueTask<IncidentHistory> HistoryAsync() => _history.GetAsync();

    /// <summary>The answer under a key when it is made and the page has not changed since.</summary>
    public EncodedBody? Find(string key) => _answers.TryGetValue(key, out var known) ? known.Peek() : null;

    /// <summary>The answer of a kind (and language), made anew only when the page has changed since.</summary>
    public ValueTask<EncodedBody> AnswerAsync(string key, Func<PublicPage, EncodedBody> make) =>
        _answers.TryGetValue(key, out var known) ? known.GetAsync() : AnswerAsync(key, shown => Task.FromResult(make(shown)));

    /// <inheritdoc cref="AnswerAsync(string, Func{PublicPage, EncodedBody})"/>
    public ValueTask<EncodedBody> AnswerAsync(string key, Func<PublicPage, Task<EncodedBody>> make) =>
        _answers.GetOrAdd(key, static (_, arguments) => arguments.Page.Hold(arguments.Make), (Page: this, Make: make)).GetAsync();

    /// <summary>The feed whose links begin with this address.</summary>
    public ValueTask<EncodedBody> FeedAsync(string link, Func<PublicPage, EncodedBody> make)
    {
        if (!_feeds.ContainsKey(link) && _feeds.Count >= MostFeeds)
        {
            _feeds.Clear();
        }

        return _feeds.GetOrAdd(link, _ => Hold(shown => Task.FromResult(make(shown)))).GetAsync();
    }

    public void Touch(MonitorId id)
    {
        if (_members.Contains(id))
        {
            Interlocked.Increment(ref _version);
        }
    }

    private Cached<EncodedBody> Hold(Func<PublicPage, Task<EncodedBody>> make) =>
        new(() => make(page), () => Interlocked.Read(ref _version), time, maxAge);
}
