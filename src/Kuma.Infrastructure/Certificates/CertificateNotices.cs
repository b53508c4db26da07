using System.Collections.Concurrent;
using Dapper;
using Kuma.Application.Monitoring;
using Kuma.Application.Settings;
using Kuma.Domain.Common;
using Kuma.Infrastructure.Engine;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Kuma.Infrastructure.Certificates;

/// <summary>
/// Tells people that a certificate ends soon (spec/engine.md section 8): on the configured days, once per monitor and day, remembered over restarts.
/// Checks hand over what they saw and go on; what a full queue does not take comes again with the next check.
/// </summary>
internal sealed partial class CertificateNotices(
    NpgsqlDataSource database, ISettingStore settings, TrustedRoots roots, TimeProvider time, ILogger<CertificateNotices> logger) : BackgroundService
{
    private const int FarAway = 3650;

    /// <summary>The same certificate is looked at again after this time: a notification may have been linked meanwhile.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<MonitorId, (string Fingerprint, long At)> _looked = new();
    private readonly SideWork _work = new(capacity: 1_000);

    /// <summary>Takes note of a certificate that a check saw; <paramref name="stored"/> ends when the beat is in the database.</summary>
    public void Saw(Monitor monitor, TlsFacts? tls, Task stored)
    {
        if (tls is null || !monitor.Settings.ExpiryNotification || monitor.Settings.IgnoreTls || tls.DaysRemaining == 0
            || !tls.Chain.Any(certificate => certificate.DaysRemaining < FarAway))
        {
            return;
        }

        var now = time.GetTimestamp();
        if (_looked.TryGetValue(monitor.Id, out var last) && last.Fingerprint == tls.Fingerprint256 && time.GetElapsedTime(last.At, now) < LookAgain)
        {
            return;
        }

        if (_work.TryAdd(token => LookAsync(monitor, tls, stored, token)))
        {
            _looked[monitor.Id] = (tls.Fingerprint256, now);
        }
    }

    /// <summary>Ends when everything seen so far has been dealt with.</summary>
    internal Task IdleAsync() => _work.IdleAsync();

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _work.RunAsync(stoppingToken);

    private async Task LookAsync(Monitor monitor, TlsFacts tls, Task stored, CancellationToken cancellationToken)
    {
        try
        {
            // A new certificate takes the memory of the old one away, in the transaction of its beat.
            await stored.WaitAsync(cancellationToken);
            await TellAsync(monitor, tls, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NotTold(logger, monitor.Id.Value, e);
        }
    }

    private async Task TellAsync(Monitor monitor, TlsFacts tls, CancellationToken cancellationToken)
    {
        foreach (var day in await ExpiryDays.ReadAsync(settings, SettingKeys.TlsExpiryNotifyDays, cancellationToken))
        {
            foreach (var certificate in tls.Chain.TakeWhile(certificate => !roots.Contain(certificate.Fingerprint256)))
            {
                if (certificate.DaysRemaining > day)
                {
                    continue;
                }

                var target = monitor.Settings.Url ?? monitor.Settings.Hostname;
                var message = $"[{monitor.Settings.Name}][{target}] {certificate.CertType} certificate {certificate.CommonName} will expire in {certificate.DaysRemaining} days";
                if (await OweAsync(monitor.Id, day, message, cancellationToken))
                {
                    Log.Told(logger, monitor.Id.Value, certificate.CommonName, certificate.DaysRemaining);
                }
            }
        }
    }

    /// <summary>One statement: the messages and the memory of them are there together, or not at all.</summary>
    private async Task<bool> OweAsync(MonitorId monitor, int day, string message, CancellationToken cancellationToken)
    {
        const string sql = """
            with due as (
                insert into notification_sent_history (type, monitor_id, days)
                select 'certificate', @monitor, @day
                where exists (select from monitor_notification where monitor_id = @monitor)
                  and not exists (
                      select from notification_sent_history where type = 'certificate' and monitor_id = @monitor and days <= @day)
                on conflict do nothing
                returning monitor_id)
            insert into notification_outbox (notification_id, monitor_id, message)
            select link.notification_id, link.monitor_id, @message
            from due
            join monitor_notification link using (monitor_id)
            order by link.notification_id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(
            new CommandDefinition(sql, new { monitor = monitor.Value, day, message }, cancellationToken: cancellationToken)) > 0;
    }

    private static partial class Log
    {
        [LoggerMessage(4101, LogLevel.Information, "Monitor {MonitorId}: people are told that certificate {Name} ends in {Days} days")]
        public static partial void Told(ILogger logger, int monitorId, string name, int days);

        [LoggerMessage(4102, LogLevel.Warning, "Monitor {MonitorId}: the end of its certificate could not be looked at; the next check tries again")]
        public static partial void NotTold(ILogger logger, int monitorId, Exception exception);
    }
}
