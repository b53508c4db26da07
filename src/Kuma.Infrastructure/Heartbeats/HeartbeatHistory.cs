using Dapper;
using Kuma.Application.Heartbeats;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Npgsql;

namespace Kuma.Infrastructure.Heartbeats;

/// <summary>Heartbeats as they are stored.</summary>
internal sealed class HeartbeatHistory(NpgsqlDataSource database) : IHeartbeatHistory
{
    public Task<IReadOnlyList<Heartbeat>> ListSinceAsync(
        UserId owner, MonitorId id, DateTimeOffset since, CancellationToken cancellationToken)
    {
        const string sql = """
            select beat.id, beat.monitor_id, beat.time, beat.end_time, beat.status, beat.important, beat.ping, beat.msg, beat.duration,
                beat.down_count, beat.retries, beat.response
            from heartbeat beat
            join monitor on monitor.id = beat.monitor_id and monitor.user_id = @owner
            where beat.monitor_id = @id and beat.time > @since
            order by beat.time, beat.id
            """;
        return QueryAsync(sql, new { owner = owner.Value, id = id.Value, since = since.UtcDateTime }, cancellationToken);
    }

    public async Task<int> CountImportantAsync(UserId owner, MonitorId? id, CancellationToken cancellationToken)
    {
        const string sql = """
            select count(*)::integer
            from heartbeat beat
            join monitor on monitor.id = beat.monitor_id and monitor.user_id = @owner
            where beat.important and (@id::integer is null or beat.monitor_id = @id)
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<int>(
            new CommandDefinition(sql, new { owner = owner.Value, id = id?.Value }, cancellationToken: cancellationToken));
    }

    public Task<IReadOnlyList<Heartbeat>> ListImportantAsync(
        UserId owner, MonitorId? id, int offset, int count, CancellationToken cancellationToken)
    {
        const string sql = """
            select beat.id, beat.monitor_id, beat.time, beat.end_time, beat.status, beat.important, beat.ping, beat.msg, beat.duration,
                beat.down_count, beat.retries, beat.response
            from heartbeat beat
            join monitor on monitor.id = beat.monitor_id and monitor.user_id = @owner
            where beat.important and (@id::integer is null or beat.monitor_id = @id)
            order by beat.time desc, beat.id desc
            limit @count offset @offset
            """;
        return QueryAsync(sql, new { owner = owner.Value, id = id?.Value, offset, count }, cancellationToken);
    }

    private async Task<IReadOnlyList<Heartbeat>> QueryAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToHeartbeat())];
    }

    private sealed record Row(
        long Id, int MonitorId, DateTime Time, DateTime? EndTime, short Status, bool Important, double? Ping, string? Msg, int Duration,
        int DownCount, int Retries, byte[]? Response)
    {
        public Heartbeat ToHeartbeat() => new()
        {
            Id = Id,
            MonitorId = new MonitorId(MonitorId),
            Time = new DateTimeOffset(Time),
            EndTime = EndTime is { } end ? new DateTimeOffset(end) : null,
            Status = (HeartbeatStatus)Status,
            Important = Important,
            Ping = Ping,
            Message = Msg,
            Duration = Duration,
            DownCount = DownCount,
            Retries = Retries,
            Response = Response,
        };
    }
}
