using Kuma.Application.Monitoring;
using Kuma.Domain.Common;
using Npgsql;

namespace Kuma.Infrastructure.Heartbeats;

/// <summary>
/// A batch of beats as column arrays, sent with all their effects as one implicit transaction in one round trip. Hot path: arrays and set-based
/// statements instead of a statement per beat.
/// </summary>
internal static class BeatBatch
{
    /// <summary>Writes the batch and returns the ids that are in the table now: all, but for monitors deleted meanwhile.</summary>
    public static async Task<IReadOnlyCollection<long>> WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<BeatEntry> entries, IBeatMessages messages, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        AddBeats(batch, entries);
        AddStatistics(batch, BeatBatchSql.UpsertMinutes, entries, static touched => touched.Minute);
        AddStatistics(batch, BeatBatchSql.UpsertHours, entries, static touched => touched.Hour);
        AddStatistics(batch, BeatBatchSql.UpsertDays, entries, static touched => touched.Day);
        AddTrim(batch, BeatBatchSql.TrimMinutes, entries, static touched => touched.Minute);
        AddTrim(batch, BeatBatchSql.TrimHours, entries, static touched => touched.Hour);
        AddTls(batch, [.. entries.Where(entry => entry.Record.Tls is not null)]);
        AddDns(batch, [.. entries.Where(entry => entry.Record.DnsResult is not null)]);
        await AddOutboxAsync(batch, [.. entries.Where(entry => entry.Record.Notify)], messages, cancellationToken);

        var ids = new List<long>(entries.Count);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetInt64(0));
        }

        // The later statements' errors surface here; without this walk a failed batch would look committed.
        while (await reader.NextResultAsync(cancellationToken))
        {
        }

        return Lookup(ids, entries.Count);
    }

    /// <summary>Looks for beats of an earlier attempt whose commit was not heard of.</summary>
    public static async Task<IReadOnlyCollection<long>> FindAsync(
        NpgsqlConnection connection, IReadOnlyList<BeatEntry> entries, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(BeatBatchSql.FindBeats, connection);
        command.Parameters.Add(new() { Value = Column(entries, static entry => entry.Id) });
        command.Parameters.Add(new() { Value = entries.Min(entry => entry.Record.Beat.Time).UtcDateTime });
        command.Parameters.Add(new() { Value = entries.Max(entry => entry.Record.Beat.Time).UtcDateTime });
        var ids = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetInt64(0));
        }

        return Lookup(ids, entries.Count);
    }

    private static IReadOnlyCollection<long> Lookup(List<long> ids, int expected) => ids.Count == expected ? ids : ids.ToHashSet();

    private static void AddBeats(NpgsqlBatch batch, IReadOnlyList<BeatEntry> entries) => Add(
        batch,
        BeatBatchSql.InsertBeats,
        Column(entries, static entry => entry.Id),
        Column(entries, static entry => entry.Record.Beat.MonitorId.Value),
        Column(entries, static entry => entry.Record.Beat.Time.UtcDateTime),
        Column(entries, static entry => entry.Record.Beat.EndTime?.UtcDateTime),
        Column(entries, static entry => (short)entry.Record.Beat.Status),
        Column(entries, static entry => entry.Record.Beat.Important),
        Column(entries, static entry => entry.Record.Beat.Ping),
        Column(entries, static entry => entry.Record.Beat.Message),
        Column(entries, static entry => entry.Record.Beat.Duration ?? 0),
        Column(entries, static entry => entry.Record.Beat.DownCount),
        Column(entries, static entry => entry.Record.Beat.Retries),
        Column(entries, static entry => entry.Record.Beat.Response));

    private static void AddStatistics(
        NpgsqlBatch batch, string sql, IReadOnlyList<BeatEntry> entries, Func<TouchedBuckets, UptimeBucket> select)
    {
        // The last beat of a bucket knows the bucket's final figures.
        var latest = new Dictionary<(MonitorId Monitor, long Start), UptimeBucket>(entries.Count);
        foreach (var entry in entries)
        {
            var bucket = select(entry.Touched);
            latest[(entry.Record.Beat.MonitorId, bucket.Start)] = bucket;
        }

        KeyValuePair<(MonitorId Monitor, long Start), UptimeBucket>[] rows = [.. latest];
        Add(
            batch,
            sql,
            Column(rows, static row => row.Key.Monitor.Value),
            Column(rows, static row => DateTimeOffset.FromUnixTimeSeconds(row.Key.Start).UtcDateTime),
            Column(rows, static row => row.Value.Up),
            Column(rows, static row => row.Value.Down),
            Column(rows, static row => row.Value.Maintenance),
            Column(rows, static row => row.Value.AveragePing),
            Column(rows, static row => row.Value.MinPing),
            Column(rows, static row => row.Value.MaxPing));
    }

    /// <summary>A monitor that begins a bucket takes its old ones away: once a minute and once an hour, by the primary key.</summary>
    private static void AddTrim(NpgsqlBatch batch, string sql, IReadOnlyList<BeatEntry> entries, Func<TouchedBuckets, UptimeBucket> select)
    {
        BeatEntry[] first = [.. entries.Where(entry => select(entry.Touched) is var bucket && bucket.Up + bucket.Down + bucket.Maintenance == 1)];
        if (first.Length > 0)
        {
            Add(
                batch,
                sql,
                Column(first, static entry => entry.Record.Beat.MonitorId.Value),
                Column(first, entry => DateTimeOffset.FromUnixTimeSeconds(select(entry.Touched).Start).UtcDateTime));
        }
    }

    private static void AddTls(NpgsqlBatch batch, BeatEntry[] entries)
    {
        if (entries.Length == 0)
        {
            return;
        }

        BeatRecord[] records = [.. Latest(entries)];
        var ids = Column(records, static record => record.Beat.MonitorId.Value);
        var fingerprints = Column(records, static record => record.Tls!.Fingerprint256);
        Add(batch, BeatBatchSql.ForgetCertificateNotices, ids, fingerprints);
        Add(
            batch,
            BeatBatchSql.UpsertTls,
            ids,
            Column(records, static record => record.Tls!.Json),
            Column(records, static record => record.Tls!.Valid),
            Column(records, static record => record.Tls!.DaysRemaining),
            fingerprints,
            Column(records, static record => record.Tls!.ValidTo.UtcDateTime));
    }

    private static void AddDns(NpgsqlBatch batch, BeatEntry[] entries)
    {
        if (entries.Length == 0)
        {
            return;
        }

        BeatRecord[] records = [.. Latest(entries)];
        Add(
            batch,
            BeatBatchSql.UpdateDns,
            Column(records, static record => record.Beat.MonitorId.Value),
            Column(records, static record => record.DnsResult));
    }

    private static async ValueTask AddOutboxAsync(
        NpgsqlBatch batch, BeatEntry[] entries, IBeatMessages messages, CancellationToken cancellationToken)
    {
        if (entries.Length == 0)
        {
            return;
        }

        var texts = await messages.OfAsync([.. entries.Select(entry => entry.Record with { Beat = entry.Stored })], cancellationToken);
        Add(
            batch,
            BeatBatchSql.InsertOutbox,
            Column(entries, static entry => entry.Record.Beat.MonitorId.Value),
            Column(texts, static text => text.Text),
            Column(texts, static text => text.MonitorJson),
            Column(texts, static text => text.HeartbeatJson));
    }

    private static IEnumerable<BeatRecord> Latest(BeatEntry[] entries) =>
        entries.GroupBy(entry => entry.Record.Beat.MonitorId).Select(group => group.Last().Record);

    private static TColumn[] Column<TRow, TColumn>(IReadOnlyList<TRow> rows, Func<TRow, TColumn> select)
    {
        var column = new TColumn[rows.Count];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = select(rows[i]);
        }

        return column;
    }

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<object> columns)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var column in columns)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = column });
        }

        batch.BatchCommands.Add(command);
    }
}
