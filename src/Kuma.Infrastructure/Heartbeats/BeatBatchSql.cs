namespace Kuma.Infrastructure.Heartbeats;

/// <summary>The statements of a batch. Each skips monitors that have been deleted meanwhile.</summary>
internal static class BeatBatchSql
{
    public const string InsertBeats = """
        insert into heartbeat
            (id, monitor_id, time, end_time, status, important, ping, msg, duration, down_count, retries, response)
        select b.id, b.monitor_id, b.time, b.end_time, b.status, b.important, b.ping, b.msg, b.duration, b.down_count, b.retries, b.response
        from unnest($1::bigint[], $2::integer[], $3::timestamptz[], $4::timestamptz[], $5::smallint[], $6::boolean[], $7::double precision[],
                    $8::text[], $9::integer[], $10::integer[], $11::integer[], $12::bytea[])
            as b (id, monitor_id, time, end_time, status, important, ping, msg, duration, down_count, retries, response)
        where exists (select from monitor m where m.id = b.monitor_id)
        returning id
        """;

    public const string FindBeats = "select id from heartbeat where id = any($1) and time between $2 and $3";

    public const string UpsertTls = """
        insert into monitor_tls_info (monitor_id, info, valid, days_remaining, fingerprint256, valid_to)
        select b.*
        from unnest($1::integer[], $2::text[], $3::boolean[], $4::integer[], $5::text[], $6::timestamptz[])
            as b (monitor_id, info, valid, days_remaining, fingerprint256, valid_to)
        where exists (select from monitor m where m.id = b.monitor_id)
        on conflict (monitor_id) do update
        set info = excluded.info, valid = excluded.valid, days_remaining = excluded.days_remaining,
            fingerprint256 = excluded.fingerprint256, valid_to = excluded.valid_to
        """;

    /// <summary>A new certificate starts the expiry notices anew.</summary>
    public const string ForgetCertificateNotices = """
        delete from notification_sent_history h
        using unnest($1::integer[], $2::text[]) as b (monitor_id, fingerprint256), monitor_tls_info t
        where h.type = 'certificate' and h.monitor_id = b.monitor_id and t.monitor_id = b.monitor_id
          and t.fingerprint256 <> b.fingerprint256
        """;

    public const string UpdateDns = """
        update monitor m
        set dns_last_result = b.result
        from unnest($1::integer[], $2::text[]) as b (monitor_id, result)
        where m.id = b.monitor_id and m.dns_last_result is distinct from b.result
        """;

    public const string InsertOutbox = """
        insert into notification_outbox (notification_id, monitor_id, message, monitor, heartbeat)
        select link.notification_id, b.monitor_id, b.message, b.monitor::json, b.heartbeat::json
        from unnest($1::integer[], $2::text[], $3::text[], $4::text[]) with ordinality as b (monitor_id, message, monitor, heartbeat, place)
        join monitor_notification link on link.monitor_id = b.monitor_id
        order by b.place, link.notification_id
        """;

    public static readonly string TrimMinutes = Trim("stat_minutely", "24 hours");

    public static readonly string TrimHours = Trim("stat_hourly", "30 days");

    public static readonly string UpsertMinutes = Upsert("stat_minutely");

    public static readonly string UpsertHours = Upsert("stat_hourly");

    public static readonly string UpsertDays = Upsert("stat_daily");

    private static string Trim(string table, string age) => $"""
        delete from {table} s
        using unnest($1::integer[], $2::timestamptz[]) as b (monitor_id, bucket)
        where s.monitor_id = b.monitor_id and s.bucket < b.bucket - interval '{age}'
        """;

    // The values are absolute: the calculator in memory is the authority, so writing a batch twice does no harm.
    private static string Upsert(string table) => $"""
        insert into {table} (monitor_id, bucket, up, down, maintenance, ping, ping_min, ping_max)
        select b.*
        from unnest($1::integer[], $2::timestamptz[], $3::integer[], $4::integer[], $5::integer[],
                    $6::double precision[], $7::double precision[], $8::double precision[])
            as b (monitor_id, bucket, up, down, maintenance, ping, ping_min, ping_max)
        where exists (select from monitor m where m.id = b.monitor_id)
        on conflict (monitor_id, bucket) do update
        set up = excluded.up, down = excluded.down, maintenance = excluded.maintenance,
            ping = excluded.ping, ping_min = excluded.ping_min, ping_max = excluded.ping_max
        """;
}
