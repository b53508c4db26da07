using System.Collections.Concurrent;
using Kuma.Domain.Common;
using Kuma.Web.Api;
using Kuma.Web.StatusPages;

namespace Kuma.Web.Badges;

/// <summary>Drawn badges by path and query; a beat of the monitor, an edit or a minute makes one stale.</summary>
internal sealed class BadgeCache : IDisposable
{
    // Queries are free text: when strangers have filled the cache it starts anew.
    private const int MostBadges = 4096;

    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Drawn> _drawn = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<MonitorId, long> _beats = new();
    private readonly MonitorBadges _badges;
    private readonly PublicSite _site;
    private readonly RepeatedAnswers _answers;
    private readonly Changes _changes;
    private readonly TimeProvider _time;

    public BadgeCache(MonitorBadges badges, PublicSite site, RepeatedAnswers answers, Changes changes, TimeProvider time)
    {
        _answers = answers;
        _badges = badges;
        _site = site;
        _changes = changes;
        _time = time;
        changes.Beat += Touch;
    }

    public ValueTask<EncodedBody> GetAsync(
        HttpContext context, int? id, Func<MonitorBadges, MonitorId, BadgeQuery, string?, Badge> draw, Action<MonitorId, string?>? check)
    {
        if (id is not { } number)
        {
            return new ValueTask<EncodedBody>(Answers.Fail("Invalid monitor ID", forEveryOrigin: true));
        }

        var monitor = new MonitorId(number);
        var key = $"{context.Request.Path.Value}{context.Request.QueryString.Value}";
        return Find(key, monitor) is { } drawn
            ? new ValueTask<EncodedBody>(drawn)
            : new ValueTask<EncodedBody>(DrawAsync(context, key, monitor, VersionOf(monitor), draw, check));
    }

    public void Dispose() => _changes.Beat -= Touch;

    private async Task<EncodedBody> DrawAsync(
        HttpContext context,
        string key,
        MonitorId id,
        (long Edits, long Beats) version,
        Func<MonitorBadges, MonitorId, BadgeQuery, string?, Badge> draw,
        Action<MonitorId, string?>? check)
    {
        var isPublic = await _site.IsPublicAsync(id);
        var body = Make();
        if (_drawn.Count >= MostBadges)
        {
            _drawn.Clear();
        }

        _drawn[key] = new Drawn(body, version, _time.GetTimestamp());
        _answers.Add(context, _ => Find(key, id));
        return body;

        EncodedBody Make()
        {
            try
            {
                var query = new BadgeQuery(new WireQuery(context.Request.QueryString));
                var duration = (string?)context.GetRouteValue("duration");
                check?.Invoke(id, duration);
                return BadgesApi.Svg(isPublic ? draw(_badges, id, query, duration) : Badge.NotAvailable(query.Style), forEveryOrigin: true);
            }
            catch (BadgeException e)
            {
                return Answers.Fail(e.Message, forEveryOrigin: true);
            }
        }
    }

    private EncodedBody? Find(string key, MonitorId id) =>
        _drawn.TryGetValue(key, out var drawn) && drawn.Version == VersionOf(id) && _time.GetElapsedTime(drawn.At) < MaxAge ? drawn.Body : null;

    private (long Edits, long Beats) VersionOf(MonitorId id) => (_changes.Edits, _beats.GetValueOrDefault(id));

    private void Touch(MonitorId id) => _beats.AddOrUpdate(id, 1, static (_, count) => count + 1);

    private sealed record Drawn(EncodedBody Body, (long Edits, long Beats) Version, long At);
}
