using Dapper;

namespace Kuma.Testing;

/// <summary>
/// A lively status page, <c>/status/fifty</c>: five groups of ten push monitors with 100 beats each, tags, certificates, incidents of three
/// states. One monitor is down, one pending, one under maintenance, one has no beat. Put in before Kuma starts.
/// </summary>
public static class FiftyMonitors
{
    public const string Slug = "fifty";

    /// <summary>The push token of a monitor.</summary>
    public static string Token(int monitor) => $"fifty{monitor:d27}";

    public static async Task AddAsync(TestDatabase database)
    {
        const string sql = """
            insert into monitor (name, type, interval, url, push_token, config)
            select name, 'push', 86400, 'https://example.com/', token, jsonb_build_object(
                'Name', name, 'Type', 'push', 'Interval', 86400, 'RetryInterval', 86400, 'Url', 'https://example.com/', 'PushToken', token)
            from (
                select 'fifty' || lpad(n::text, 27, '0') as token,
                       (array['Shop', 'Search', 'Checkout', 'Mail', 'Sign-in', 'Images', 'Payments', 'Warehouse', 'Reports', 'Help desk'])[1 + (n - 1) % 10]
                       || ' ' || (array['Zürich', 'Madrid', 'Oslo', 'Lyon', 'Kraków'])[1 + (n - 1) / 10] as name
                from generate_series(1, 50) n) names;

            insert into heartbeat (monitor_id, time, end_time, status, important, ping, msg, duration)
            select n, date_trunc('second', now()) - (100 - k) * interval '60 seconds' - n * interval '100 milliseconds',
                   date_trunc('second', now()) - (100 - k) * interval '60 seconds', s.status, false,
                   case when s.status = 1 then 20 + (n * 37 + k * 17) % 80 end, 'secret text', 60
            from generate_series(1, 50) n
            cross join generate_series(1, 100) k
            cross join lateral (select case
                when n = 7 and k between 40 and 52 then 0
                when n = 23 and k > 96 then 0
                when n = 31 and k = 100 then 2
                when n = 44 and k > 80 then 3
                when (n * 13 + k * 7) % 97 = 0 and k < 90 then 0
                else 1 end as status) s
            where n <> 50
            order by k, n;

            insert into stat_minutely (monitor_id, bucket, up, down, ping, ping_min, ping_max)
            select monitor_id, date_trunc('minute', time), count(*) filter (where status = 1), count(*) filter (where status in (0, 2)),
                   coalesce(avg(ping), 0), coalesce(min(ping), 0), coalesce(max(ping), 0)
            from heartbeat
            group by 1, 2;

            insert into monitor_tls_info (monitor_id, info, valid, days_remaining)
            select n, '{"valid":true,"certInfo":{"daysRemaining":' || n * 3 || ',"validTo":"2031-01-01T00:00:00.000Z"}}', true, n * 3
            from generate_series(1, 10) n;

            insert into tag (name, color) values ('Region', '#1747f5'), ('Team', '#059669'), ('Beta', '#f8e71c');
            insert into monitor_tag (monitor_id, tag_id, value) select n, 1, 'Europe' from generate_series(1, 50) n where n % 3 = 0;
            insert into monitor_tag (monitor_id, tag_id, value) select n, 3, '' from generate_series(1, 50) n where n % 7 = 0;

            insert into status_page (slug, title, description, footer_text, show_tags, show_certificate_expiry, auto_refresh_interval)
            values ('fifty', 'Example services', 'What we run, and how it is doing. Questions? [Write to us](mailto:help@example.com).',
                    'Times are those of your own clock.', true, true, 60);
            insert into page_group (status_page_id, name, public, weight)
            select 1, (array['Europe', 'America', 'Asia', 'Internal tools', 'Partners'])[n], true, n from generate_series(1, 5) n;
            insert into monitor_group (monitor_id, group_id, weight, send_url) select n, 1 + (n - 1) / 10, n, n % 2 = 1 from generate_series(1, 50) n;
            insert into incident (status_page_id, title, content, style, created_date)
            values (1, 'Slow checkout', 'Payments take **longer than usual**. We are adding machines.', 'warning', now() - interval '25 minutes');
            insert into incident (status_page_id, title, content, style, created_date, last_updated_date, pin, active)
            select 1, 'Network trouble ' || n, 'A switch failed; it was replaced.', (array['danger', 'info', 'primary', 'dark', 'light'])[1 + n % 5],
                   now() - n * interval '3 days', now() - n * interval '3 days' + interval '2 hours', false, false
            from generate_series(1, 12) n
            """;
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }
}
