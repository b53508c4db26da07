using System.Diagnostics;
using Dapper;
using Kuma.Infrastructure.Engine;
using Kuma.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Web.Tests.Engine;

/// <summary>Ten thousand names that do not resolve, all due at once; docs/operating.md says what Kuma does then.</summary>
[Collection(MemoryPressureTests.OneAtATime)]
public sealed class DeadNamesTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const int Dead = 10_000;
    private const int Good = 20;

    private readonly int _threads = Process.GetCurrentProcess().Threads.Count;
    private TestDatabase _database = null!;
    private TargetServer _target = null!;
    private KumaHost _kuma = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _target = await TargetServer.StartAsync();
        await AddMonitorsAsync();
        _kuma = await KumaHost.StartAsync(_database, services => services.AddSingleton(new EngineOptions { StartSpacing = TimeSpan.Zero }));
    }

    public async ValueTask DisposeAsync()
    {
        await _kuma.DisposeAsync();
        await _target.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Ten_thousand_names_that_do_not_resolve_hold_up_no_other_check()
    {
        var threads = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                threads = Math.Max(threads, Process.GetCurrentProcess().Threads.Count);
                return await CountAsync("select count(distinct monitor_id) from heartbeat") == Dead + Good;
            },
            "every monitor has its first beat",
            TimeSpan.FromSeconds(150));
        var requests = _target.Requests;
        await Eventually.TrueAsync(() => _target.Requests >= requests + (5 * Good), "the good ones are checked on and on", TimeSpan.FromSeconds(60));

        (await CountAsync("select count(*) from heartbeat join monitor m on m.id = monitor_id where m.name in ('good', 'named') and status <> 1")).ShouldBe(0);
        (await CountAsync(First("dead", status: 0))).ShouldBe(Dead / 2);
        (await CountAsync(First("patient", status: 2))).ShouldBe(Dead / 2);
        (await CountAsync("select count(*) from pg_stat_activity where datname = current_database()")).ShouldBeLessThanOrEqualTo(22);
        (threads - _threads).ShouldBeLessThan(220);
    }

    private static string First(string name, int status) =>
        $"""
        select count(*) from monitor m
        where name = '{name}' and {status} = (select status from heartbeat b where b.monitor_id = m.id order by time limit 1)
          and exists (select from heartbeat b where b.monitor_id = m.id and msg ~ 'getaddrinfo E[A-Z_]+ name-[0-9]+[.]kuma[.]invalid|timeout|did not end')
        """;

    /// <summary>The good ones come last; half of them are named, by a name that this process may not have looked up before.</summary>
    private async Task AddMonitorsAsync()
    {
        const string sql = """
            insert into users (id, username, password) values (1, 'admin', '');
            insert into monitor (user_id, name, type, interval, url, config)
            select 1, name, 'http', interval, url,
                jsonb_build_object('Name', name, 'Type', 'http', 'Interval', interval, 'Url', url, 'MaxRetries', retries, 'RetryInterval', 600, 'Timeout', timeout)
            from (
                select n, case when n % 2 = 0 then 'dead' else 'patient' end as name, 600 as interval, (n % 2) * 3 as retries, 3 as timeout,
                       'http://name-' || n || '.kuma.invalid/' as url
                from generate_series(1, @Dead) n
                union all
                select @Dead + n, case when n % 2 = 0 then 'named' else 'good' end, 1, 0, 90,
                       'http://' || case when n % 2 = 0 then 'localhost' else '127.0.0.1' end || ':' || @port || '/'
                from generate_series(1, @Good) n) all_of_them
            order by n
            """;
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, new { Dead, Good, port = _target.Port });
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.QuerySingleAsync<long>(sql);
    }
}
