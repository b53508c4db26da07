using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Application.Settings;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Kuma.Infrastructure.Notifications.Outbox;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kuma.Infrastructure.Notifications;

/// <summary>
/// Owes a notice when a certificate or a domain nears its end (spec/engine.md sections 8 and 9). A beat makes it look, at most every few minutes
/// per monitor unless the certificate or the date changed.
/// </summary>
internal sealed partial class ExpiryNotices(
    IMonitorDirectory monitors,
    LiveBoard board,
    IBeatFeed feed,
    ISettingStore settings,
    ExpiryNoticeStore store,
    OutboxSender sender,
    TimeProvider time,
    ILogger<ExpiryNotices> logger) : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(5);
    private static readonly int[] DefaultDays = [7, 14, 21];

    // A monitor that finds the channel full is looked at after its next beat.
    private readonly Channel<MonitorId> _queue = Channel.CreateBounded<MonitorId>(new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<MonitorId, Look> _looks = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(OnBeat);
        await foreach (var id in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await LookAsync(id, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                _looks.TryRemove(id, out _);
                Log.Failed(logger, e, id.Value);
            }
        }
    }

    private void OnBeat(BeatNotice notice)
    {
        var id = notice.Beat.MonitorId;
        if (notice.Beat.Status is HeartbeatStatus.Maintenance || monitors.Find(id) is not { } monitor)
        {
            return;
        }

        var tls = monitor.Settings is { ExpiryNotification: true, IgnoreTls: false } ? board.TlsInfo(id) : null;
        var domain = monitor.Settings.DomainExpiryNotification ? board.Domain(id) : null;
        if (tls is null && domain is null)
        {
            return;
        }

        if (!_looks.TryGetValue(id, out var last) || last.Tls != tls || last.Domain != domain || time.GetElapsedTime(last.At) >= LookAgain)
        {
            _looks[id] = new Look(tls, domain, time.GetTimestamp());
            _queue.Writer.TryWrite(id);
        }
    }

    private async Task LookAsync(MonitorId id, CancellationToken cancellationToken)
    {
        if (monitors.Find(id) is not { } monitor || !_looks.TryGetValue(id, out var look))
        {
            return;
        }

        var owed = 0;
        if (look.Tls is { } tls)
        {
            owed += await CertificatesAsync(monitor, tls, cancellationToken);
        }

        if (look.Domain is { } domain)
        {
            owed += await DomainAsync(monitor, domain, cancellationToken);
        }

        if (owed > 0)
        {
            sender.Wake();
        }
    }

    private async Task<int> CertificatesAsync(Monitor monitor, string tls, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(tls);
        var chain = CertificateChain.Of(document.RootElement);
        if (chain is not [{ DaysRemaining: not 0 }, ..])
        {
            return 0;
        }

        var owed = 0;
        foreach (var day in await DaysAsync(SettingKeys.TlsExpiryNotifyDays, cancellationToken))
        {
            foreach (var certificate in chain.Where(certificate => certificate.DaysRemaining <= day))
            {
                var message = string.Create(
                    CultureInfo.InvariantCulture,
                    $"[{monitor.Settings.Name}][{monitor.Settings.Url}] {certificate.CertType} certificate {certificate.CommonName} will expire in {certificate.DaysRemaining} days");
                owed += await store.OweCertificateAsync(monitor.Id, day, message, cancellationToken);
            }
        }

        return owed;
    }

    private async Task<int> DomainAsync(Monitor monitor, DomainExpiry domain, CancellationToken cancellationToken)
    {
        // Only the nearest day counts: a notice for it stands for all later ones.
        var days = await DaysAsync(SettingKeys.DomainExpiryNotifyDays, cancellationToken);
        var reached = days.Where(day => domain.DaysRemaining <= day).Order().Cast<int?>().FirstOrDefault();
        if (reached is not { } day)
        {
            return 0;
        }

        var message = string.Create(CultureInfo.InvariantCulture, $"Domain name {domain.Domain} will expire in {domain.DaysRemaining} days");
        return await store.OweDomainAsync(monitor.Id, domain.Domain, day, message, cancellationToken);
    }

    private async Task<IReadOnlyList<int>> DaysAsync(string key, CancellationToken cancellationToken) =>
        await settings.GetAsync(key, cancellationToken) is { ValueKind: JsonValueKind.Array } days
            ? [.. days.EnumerateArray().Where(day => day.ValueKind is JsonValueKind.Number && day.TryGetInt32(out _)).Select(day => day.GetInt32())]
            : DefaultDays;

    private sealed record Look(string? Tls, DomainExpiry? Domain, long At);

    private static partial class Log
    {
        [LoggerMessage(2301, LogLevel.Warning, "Monitor {MonitorId}: its expiry notices could not be looked at; the next beat tries again")]
        public static partial void Failed(ILogger logger, Exception exception, int monitorId);
    }
}
