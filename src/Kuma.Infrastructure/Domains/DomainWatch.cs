using System.Collections.Concurrent;
using System.Globalization;
using Kuma.Application.Common;
using Kuma.Application.Domains;
using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Application.Settings;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Engine;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kuma.Infrastructure.Domains;

/// <summary>
/// Follows the beats: shows when a monitor's domain ends and tells people on the configured days (spec/engine.md section 9). A registry is asked once a
/// day at the most, and for monitors that want it only; what is known of a domain is shown on all of its monitors.
/// </summary>
internal sealed partial class DomainWatch(
    IBeatFeed beats, IMonitorDirectory directory, IDomainSupport support, RegisteredDomains domains, DomainExpiries stored, ISettingStore settings, LiveBoard board,
    TimeProvider time, ILogger<DomainWatch> logger) : BackgroundService, IDomainEventListener
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<MonitorId, long> _looked = new();

    // A full queue leaves a monitor out until its next beat.
    private readonly SideWork _work = new(capacity: 100_000);

    public Task OnAsync(IDomainEvent domainEvent, CancellationToken cancellationToken)
    {
        // Its target, its wish or its notifications may be others now.
        if (domainEvent is MonitorEdited { MonitorId: var edited })
        {
            _looked.TryRemove(edited, out _);
            board.SetDomain(edited, expiry: null);
        }
        else if (domainEvent is MonitorDeleted { MonitorId: var deleted })
        {
            _looked.TryRemove(deleted, out _);
        }

        return Task.CompletedTask;
    }

    /// <summary>Ends when everything heard so far has been looked at.</summary>
    internal Task IdleAsync() => _work.IdleAsync();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = beats.Subscribe(Hear);
        await _work.RunAsync(stoppingToken);
    }

    private void Hear(BeatNotice notice)
    {
        if (notice.Beat.Status is HeartbeatStatus.Maintenance)
        {
            return;
        }

        var (id, now) = (notice.Beat.MonitorId, time.GetTimestamp());
        if ((!_looked.TryGetValue(id, out var at) || time.GetElapsedTime(at, now) > LookAgain) && _work.TryAdd(token => LookAsync(id, token)))
        {
            _looked[id] = now;
        }
    }

    private async Task LookAsync(MonitorId id, CancellationToken cancellationToken)
    {
        try
        {
            await ShowAsync(id, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NotLookedAt(logger, id.Value, e);
        }
    }

    private async Task ShowAsync(MonitorId id, CancellationToken cancellationToken)
    {
        if (directory.Find(id) is not { } monitor)
        {
            return;
        }

        var wanted = monitor.Settings.DomainExpiryNotification;
        if (support.Of(monitor.Settings).Domain is not { } domain)
        {
            return;
        }

        var expiry = await domains.FindAsync(domain, mayAsk: wanted, cancellationToken);
        board.SetDomain(id, expiry);
        if (wanted && expiry is not null)
        {
            await TellAsync(id, expiry, cancellationToken);
        }
    }

    private async Task TellAsync(MonitorId id, DomainExpiry expiry, CancellationToken cancellationToken)
    {
        var days = await ExpiryDays.ReadAsync(settings, SettingKeys.DomainExpiryNotifyDays, cancellationToken);
        foreach (var day in days.Order().SkipWhile(day => expiry.DaysRemaining > day).Take(1))
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"Domain name {expiry.Domain} will expire in {expiry.DaysRemaining} days");
            if (await stored.TellAsync(id, expiry.Domain, day, message, cancellationToken))
            {
                Log.Told(logger, expiry.Domain, expiry.DaysRemaining);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4011, LogLevel.Information, "People are told that domain {Domain} ends in {Days} days")]
        public static partial void Told(ILogger logger, string domain, int days);

        [LoggerMessage(4012, LogLevel.Warning, "Monitor {MonitorId}: the end of its domain could not be looked at")]
        public static partial void NotLookedAt(ILogger logger, int monitorId, Exception exception);
    }
}
