using System.Globalization;
using System.Text.Json;
using Dapper;
using Kuma.Application.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Kuma.Infrastructure.Heartbeats;

/// <summary>
/// Keeps the history small (spec/engine.md section 12), every night at 03:14 in the server's zone: ordinary beats live a day, important ones as long
/// as the setting says. Whole months go as partitions, and the next months' partitions are made.
/// </summary>
internal sealed partial class HistoryUpkeep(
    NpgsqlDataSource database, HeartbeatPartitions partitions, ISettingStore settings, IServerTimezone timezone, TimeProvider time,
    ILogger<HistoryUpkeep> logger) : BackgroundService
{
    private const int MonitorsAtOnce = 100;
    private const int DefaultDays = 365;
    private static readonly TimeOnly At = new(3, 14);
    private static readonly TimeSpan OneHour = TimeSpan.FromHours(1);

    /// <summary>The next 03:14 on the clock of a zone; the night in which the clock skips it has it an hour later.</summary>
    public static DateTimeOffset NextAfter(DateTimeOffset now, TimeZoneInfo zone)
    {
        for (var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime); ; date = date.AddDays(1))
        {
            var local = date.ToDateTime(At);
            if (zone.IsInvalidTime(local))
            {
                local = local.AddHours(1);
            }

            var instant = new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
            if (instant > now)
            {
                return instant;
            }
        }
    }

    /// <summary>Does the night's work now.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var now = time.GetUtcNow();
        await partitions.EnsureAsync(cancellationToken);
        var deleted = await DeleteOrdinaryAsync(now.AddHours(-24), cancellationToken);
        if (await KeepDaysAsync(cancellationToken) is var days and >= 1)
        {
            var cutoff = now.AddDays(-Math.Min(days, 365_000));
            await partitions.DropBeforeAsync(cutoff, cancellationToken);
            deleted += await DeleteAllBeforeAsync(cutoff, cancellationToken);
        }

        Log.Done(logger, deleted, time.GetElapsedTime(start).TotalSeconds);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var zone = timezone.Zone;
        var next = NextAfter(time.GetUtcNow(), zone);
        while (true)
        {
            if (!ReferenceEquals(zone, timezone.Zone))
            {
                zone = timezone.Zone;
                next = NextAfter(time.GetUtcNow(), zone);
            }

            // An hour at the most: the zone may be changed, and the clock set. A night that the machine slept through is made up for.
            var wait = next - time.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait < OneHour ? wait : OneHour, time, stoppingToken);
                continue;
            }

            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it was, Kuma goes on without it until the next night.
                Log.Failed(logger, e);
            }

            next = NextAfter(time.GetUtcNow(), zone);
        }
    }

    /// <summary>Beats that are not important and older than a day, but the newest 100 of each monitor; some monitors at a time, so that no lock lasts.</summary>
    private async Task<int> DeleteOrdinaryAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        const string sql = """
            delete from heartbeat beat
            using (
                select monitor.id, (
                    select time from heartbeat where monitor_id = monitor.id order by time desc, heartbeat.id desc offset 99 limit 1) as newest
                from unnest(@ids) as monitor (id)) keep
            where beat.monitor_id = keep.id and not beat.important and beat.time < @before and beat.time < keep.newest
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var ids = await connection.QueryAsync<int>(new CommandDefinition("select id from monitor order by id", cancellationToken: cancellationToken));
        var deleted = 0;
        foreach (var some in ids.Chunk(MonitorsAtOnce))
        {
            deleted += await connection.ExecuteAsync(new CommandDefinition(
                sql, new { ids = some, before = before.UtcDateTime }, commandTimeout: 0, cancellationToken: cancellationToken));
        }

        return deleted;
    }

    private async Task<int> DeleteAllBeforeAsync(DateTimeOffset cutoff, CancellationToken cancellationToken)
    {
        const string sql = """
            delete from heartbeat where time < @cutoff;
            delete from stat_daily where bucket < date_trunc('day', @cutoff, 'UTC')
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            sql, new { cutoff = cutoff.UtcDateTime }, commandTimeout: 0, cancellationToken: cancellationToken));
    }

    /// <summary>The setting; a year when it was never stored, which is then stored.</summary>
    private async Task<double> KeepDaysAsync(CancellationToken cancellationToken)
    {
        switch (await settings.GetAsync(SettingKeys.KeepDataPeriodDays, cancellationToken))
        {
            case { ValueKind: JsonValueKind.Number } number:
                return number.GetDouble();
            case { ValueKind: JsonValueKind.String } text:
                return double.TryParse(text.GetString(), CultureInfo.InvariantCulture, out var days) ? days : 0;
            default:
                await settings.SetGeneralAsync(
                    new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [SettingKeys.KeepDataPeriodDays] = JsonSerializer.SerializeToElement(DefaultDays) },
                    cancellationToken);
                return DefaultDays;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Information, "Old history is gone: {Deleted} rows in {Seconds:0.0} s")]
        public static partial void Done(ILogger logger, int deleted, double seconds);

        [LoggerMessage(2102, LogLevel.Error, "Old history could not be deleted; the next night tries again")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
