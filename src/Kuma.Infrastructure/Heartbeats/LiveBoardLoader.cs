using Kuma.Application.Monitoring;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Npgsql;

namespace Kuma.Infrastructure.Heartbeats;

/// <summary>
/// Fills the live board and the beat states at start, in bulk: the newest 100 beats per monitor by one index range each, the statistics from their
/// own tables. Hot path: plain readers, no objects per row beyond the beat.
/// </summary>
internal sealed class LiveBoardLoader(NpgsqlDataSource database, LiveBoard board, BeatStates states, TimeProvider time)
{
    private const string BeatLimit = "100";
    private const int BeatRingSize = 100;
    private const string BeatColumns = "id, monitor_id, time, end_time, status, important, ping, msg, duration, down_count, retries, response";

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        Func<NpgsqlConnection, CancellationToken, Task>[] parts =
        [
            (connection, token) => LoadBeatsAsync(connection, remainder: 0, token),
            (connection, token) => LoadBeatsAsync(connection, remainder: 1, token),
            (connection, token) => LoadBucketsAsync(connection, BucketSize.Minute, "stat_minutely", now.AddHours(-24), token),
            (connection, token) => LoadBucketsAsync(connection, BucketSize.Hour, "stat_hourly", now.AddDays(-30), token),
            (connection, token) => LoadBucketsAsync(connection, BucketSize.Day, "stat_daily", now.AddDays(-365), token),
            LoadTlsAsync,
        ];

        // The server has several processors, too.
        var pool = new NpgsqlConnectionStringBuilder(database.ConnectionString).MaxPoolSize;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Clamp(pool, 1, 3), CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(parts, options, async (load, token) => await OnConnectionAsync(load, token));
        await OnConnectionAsync(RestoreStatesAsync, cancellationToken);
    }

    private async Task OnConnectionAsync(Func<NpgsqlConnection, CancellationToken, Task> load, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await load(connection, cancellationToken);
    }

    /// <summary>The beats of every second monitor.</summary>
    private async Task LoadBeatsAsync(NpgsqlConnection connection, int remainder, CancellationToken cancellationToken)
    {
        const string sql = $"""
            select h.*
            from monitor m
            cross join lateral (
                select {BeatColumns} from heartbeat where monitor_id = m.id order by time desc, id desc limit {BeatLimit}
            ) h
            where m.id % 2 = $1
            """;
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = remainder });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ring = new List<Heartbeat>(BeatRingSize);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            var beat = Read(reader, texts);
            if (ring.Count > 0 && ring[0].MonitorId != beat.MonitorId)
            {
                Show(ring);
            }

            ring.Add(beat);
        }

        Show(ring);
    }

    private void Show(List<Heartbeat> newestFirst)
    {
        if (newestFirst.Count == 0)
        {
            return;
        }

        // Beats of one instant, or of a clock that was set back, keep the order in which they were written.
        newestFirst.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        var state = default(BeatState);
        foreach (var beat in newestFirst)
        {
            board.Show(beat);
            state = state.After(beat);
        }

        states.Of(newestFirst[0].MonitorId).Restore(state);
        newestFirst.Clear();
    }

    /// <summary>What the newest 100 beats do not tell: the state before a long PENDING, and since when a monitor is down.</summary>
    private async Task RestoreStatesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string sql = """
            select m.id,
                (select status from heartbeat where monitor_id = m.id and status <> 2 order by time desc, id desc limit 1),
                (select time from heartbeat where monitor_id = m.id and important and status = 0 order by time desc, id desc limit 1)
            from unnest($1::integer[]) as m (id)
            """;
        var open = board.Ids
            .Where(id => states.Of(id).Current is { Announced: null } or { Announced: HeartbeatStatus.Down, LastDownTime: null })
            .Select(id => id.Value)
            .ToArray();
        if (open.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = open });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            Restore(reader);
        }
    }

    private void Restore(NpgsqlDataReader reader)
    {
        var state = states.Of(new MonitorId(reader.GetInt32(0)));
        state.Restore(state.Current with
        {
            Announced = reader.IsDBNull(1) ? null : (HeartbeatStatus)reader.GetInt16(1),
            LastDownTime = reader.IsDBNull(2) ? null : new DateTimeOffset(reader.GetDateTime(2)),
        });
    }

    private async Task LoadBucketsAsync(
        NpgsqlConnection connection, BucketSize size, string table, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var sql = $"""
            select monitor_id, extract(epoch from bucket)::bigint, up, down, maintenance, ping, ping_min, ping_max
            from {table}
            where bucket > $1
            order by monitor_id, bucket
            """;
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = since.UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            board.LoadBucket(
                new MonitorId(reader.GetInt32(0)),
                size,
                new UptimeBucket(
                    reader.GetInt64(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetDouble(5), reader.GetDouble(6), reader.GetDouble(7)));
        }
    }

    private async Task LoadTlsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select monitor_id, info from monitor_tls_info", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            board.SetTls(new MonitorId(reader.GetInt32(0)), reader.GetString(1));
        }
    }

    private static Heartbeat Read(NpgsqlDataReader reader, Dictionary<string, string> texts) => new()
    {
        Id = reader.GetInt64(0),
        MonitorId = new MonitorId(reader.GetInt32(1)),
        Time = new DateTimeOffset(reader.GetDateTime(2)),
        EndTime = reader.IsDBNull(3) ? null : new DateTimeOffset(reader.GetDateTime(3)),
        Status = (HeartbeatStatus)reader.GetInt16(4),
        Important = reader.GetBoolean(5),
        Ping = reader.IsDBNull(6) ? null : reader.GetDouble(6),
        Message = reader.IsDBNull(7) ? null : Intern(reader.GetString(7), texts),
        Duration = reader.GetInt32(8),
        DownCount = reader.GetInt32(9),
        Retries = reader.GetInt32(10),
        Response = reader.IsDBNull(11) ? null : reader.GetFieldValue<byte[]>(11),
    };

    // Messages repeat by the thousand ("200 - OK"); odd ones are not worth remembering.
    private static string Intern(string text, Dictionary<string, string> texts)
    {
        if (texts.TryGetValue(text, out var known))
        {
            return known;
        }

        if (text.Length <= 64 && texts.Count < 10_000)
        {
            texts.Add(text, text);
        }

        return text;
    }
}
