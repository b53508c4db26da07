using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using Dapper;
using Kuma.Testing;
using Microsoft.AspNetCore.Http;

namespace Kuma.Web.Tests.Engine;

/// <summary>The real program with next to no memory, and everybody who asks it for much; docs/operating.md says what Kuma does then.</summary>
[Collection(MemoryPressureTests.OneAtATime)]
public sealed class MemoryPressureTests(PostgresFixture postgres) : IAsyncLifetime
{
    /// <summary>Tests that want the whole machine: not two of them at once.</summary>
    public const string OneAtATime = "heavy";

    private const string HeapLimit = "0x8000000"; // 128 MB
    private const int Greedy = 20;
    private const int Pushed = 10;
    private const int Enough = 300;

    private const string NotLookedAt =
        "select count(*) from monitor m where name = 'greedy' and not exists (select from heartbeat where monitor_id = m.id and status = 0)";

    private readonly ConcurrentQueue<string> _answered = new();
    private TestDatabase _database = null!;
    private TargetServer _endless = null!;
    private TargetServer _good = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _endless = await TargetServer.StartAsync();
        var chunk = new byte[64 * 1024];
        chunk.AsSpan().Fill((byte)'x');
        _endless.Answer = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
        };
        _good = await TargetServer.StartAsync();
        await AddMonitorsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _good.DisposeAsync();
        await _endless.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Kuma_stays_up_and_loses_nothing_that_it_answered()
    {
        using var data = new TestFolder();
        await using var kuma = KumaProcess.Start(
            new Dictionary<string, string> { ["KUMA_DATABASE"] = _database.ConnectionString, ["DOTNET_GCHeapHardLimit"] = HeapLimit },
            "--port=0", "--host=localhost", $"--data-dir={data.Path}");
        await kuma.WaitUntilReadyAsync();

        using var enough = new CancellationTokenSource();
        Task[] callers =
        [
            .. Enumerable.Range(0, 4).Select(caller => PushAsync(kuma.Address, caller, enough.Token)),
            .. Enumerable.Range(0, 10).Select(_ => FloodAsync(kuma.Address, enough.Token)),
            .. Enumerable.Range(0, 2).Select(_ => PostAsync(kuma.Address, enough.Token)),
        ];
        await Eventually.TrueAsync(() => _answered.Count >= Enough, "pushes are answered meanwhile", TimeSpan.FromSeconds(150));
        await Eventually.TrueAsync(async () => await CountAsync(NotLookedAt) == 0, "every greedy monitor has been checked", TimeSpan.FromSeconds(150));
        await enough.CancelAsync();
        await Task.WhenAll(callers);

        using var http = new HttpClient { BaseAddress = kuma.Address };
        (await http.GetStringAsync("/healthz", TestContext.Current.CancellationToken)).ShouldContain("ok");
        await Eventually.TrueAsync(async () => await StatusAsync(http, "/readyz") is HttpStatusCode.OK, "Kuma is ready again", TimeSpan.FromSeconds(45));
        await using (var late = await WireClient.ConnectAsync(kuma.Address, until: "setup"))
        {
            (await late.CallAsync("needSetup"))!.GetValue<bool>().ShouldBeTrue();
        }

        await ShouldBeStoredOnceAsync();
        var resident = File.ReadLines($"/proc/{kuma.Id}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal));
        int.Parse(resident.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]).ShouldBeLessThan(600_000, "KB of memory");
    }

    private async Task AddMonitorsAsync()
    {
        const string sql = """
            insert into monitor (name, type, interval, url, push_token, config)
            select name, type, interval, url, token, jsonb_strip_nulls(jsonb_build_object(
                'Name', name, 'Type', type, 'Interval', interval, 'Url', url, 'PushToken', token, 'Keyword', 'never', 'Timeout', timeout))
            from (
                select 'greedy' as name, 'keyword' as type, 5 as interval, 4.5 as timeout, @endless as url, null as token from generate_series(1, @Greedy)
                union all
                select 'good', 'http', 1, 20, @good, null
                union all
                select 'push', 'push', 3600, 10, null, 'pressure' || lpad(n::text, 24, '0') from generate_series(1, @Pushed) n) all_of_them
            """;
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            sql, new { Greedy, Pushed, endless = _endless.Address.AbsoluteUri, good = _good.Address.AbsoluteUri });
    }

    /// <summary>Reports with messages as long as a request line allows.</summary>
    private async Task PushAsync(Uri address, int caller, CancellationToken enough)
    {
        using var http = new HttpClient { BaseAddress = address };
        var filler = new string('y', 6_000);
        for (var n = 0; !enough.IsCancellationRequested; n++)
        {
            var message = $"{caller}-{n}-";
            try
            {
                using var answer = await http.GetAsync(
                    new Uri($"/api/push/pressure{(n % Pushed) + 1:d24}?msg={message}{filler}", UriKind.Relative), CancellationToken.None);
                if (answer.StatusCode is HttpStatusCode.OK)
                {
                    _answered.Enqueue(message);
                }
            }
            catch (HttpRequestException)
            {
                // Refused: not answered.
            }
        }
    }

    /// <summary>Connects and sends as much as one message may hold, again and again; every now and then more, and is put out.</summary>
    private static async Task FloodAsync(Uri address, CancellationToken enough)
    {
        var fits = $"42[\"nonsense\",\"{new string('z', 900_000)}\"]";
        var tooMuch = $"42[\"nonsense\",\"{new string('z', 1_100_000)}\"]";
        while (!enough.IsCancellationRequested)
        {
            try
            {
                await using var client = await WireClient.ConnectAsync(address, until: null);
                for (var n = 0; n < 10 && !enough.IsCancellationRequested; n++)
                {
                    await client.SendRawAsync(n == 9 ? tooMuch : fits);
                }
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
            {
                // Put out; it comes back.
            }
        }
    }

    /// <summary>Sends bodies that are larger than anything may be.</summary>
    private static async Task PostAsync(Uri address, CancellationToken enough)
    {
        using var http = new HttpClient { BaseAddress = address };
        var body = new byte[8 * 1024 * 1024];
        while (!enough.IsCancellationRequested)
        {
            try
            {
                using var content = new ByteArrayContent(body);
                using var answer = await http.PostAsync(new Uri("/socket.io/?EIO=4&transport=polling&sid=unknown", UriKind.Relative), content, CancellationToken.None);
                answer.IsSuccessStatusCode.ShouldBeFalse();
            }
            catch (HttpRequestException)
            {
                // Cut off in the middle of it.
            }
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private async Task ShouldBeStoredOnceAsync()
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var stored = (await connection.QueryAsync<(string Message, int Times)>(
            "select rtrim(msg, 'y'), count(*)::int from heartbeat where msg like '%yyyy' group by msg")).ToDictionary(row => row.Message, row => row.Times);
        stored.Values.ShouldAllBe(times => times == 1, "no push is stored twice");
        _answered.Where(message => !stored.ContainsKey(message)).ShouldBeEmpty("every answered push is stored");
        (await CountAsync("select count(*) from heartbeat join monitor m on m.id = monitor_id where m.name = 'good' and status <> 1")).ShouldBe(0);
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.QuerySingleAsync<long>(sql);
    }
}
