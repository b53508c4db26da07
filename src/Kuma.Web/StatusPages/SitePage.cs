using System.Collections.Concurrent;
using System.Collections.Frozen;
using Kuma.Application.StatusPages;
using Kuma.Domain.Common;
using Kuma.Web.Api;

namespace Kuma.Web.StatusPages;

/// <summary>A page with its answers, each encoded once per version; a beat of one of its monitors moves the version.</summary>
internal sealed class SitePage(PublicPage page, Func<Task<IncidentHistory>> readHistory, TimeProvider time, TimeSpan maxAge)
{
    // Answers are keyed by kind, language and (for the feed) host: more than these are made afresh each time.
    private const int MostAnswers = 64;

    private readonly ConcurrentDictionary<string, Cached<EncodedBody>> _answers = new(StringComparer.Ordinal);
    private readonly FrozenSet<MonitorId> _members = page.Groups.SelectMany(group => group.Monitors).Select(monitor => monitor.Id).ToFrozenSet();
    private readonly Cached<IncidentHistory> _history = new(readHistory, static () => 0, time, TimeSpan.FromHours(1));
    private long _version;

    public PublicPage Page => page;

    /// <summary>The newest incidents of all kinds, read once.</summary>
    public ValueTask<IncidentHistory> HistoryAsync() => _history.GetAsync();

    /// <inheritdoc cref="AnswerAsync(string, Func{PublicPage, Task{EncodedBody}})"/>
    public ValueTask<EncodedBody> AnswerAsync(string key, Func<PublicPage, EncodedBody> make) =>
        _answers.TryGetValue(key, out var known) ? known.GetAsync() : AnswerAsync(key, shown => Task.FromResult(make(shown)));

    /// <summary>The answer under a key, made anew only when the page has changed since.</summary>
    public async ValueTask<EncodedBody> AnswerAsync(string key, Func<PublicPage, Task<EncodedBody>> make)
    {
        if (_answers.TryGetValue(key, out var known))
        {
            return await known.GetAsync();
        }

        if (_answers.Count >= MostAnswers)
        {
            return await make(page);
        }

        var added = new Cached<EncodedBody>(() => make(page), () => Interlocked.Read(ref _version), time, maxAge);
        return await _answers.GetOrAdd(key, added).GetAsync();
    }

    public void Touch(MonitorId id)
    {
        if (_members.Contains(id))
        {
            Interlocked.Increment(ref _version);
        }
    }
}
