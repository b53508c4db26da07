// Kuma with the page of fifty monitors, for `run`. Prints its address and serves until its input ends.
//   Host                  nothing else happens
//   Host checks URL N     N monitors more check this address every 20 seconds
//   Host rebuild N        measures N requests, each the first one after a beat, and ends
using System.Diagnostics;
using System.Globalization;
using Dapper;
using Kuma.Testing;

var postgres = new PostgresFixture();
await postgres.InitializeAsync();
var database = await postgres.CreateDatabaseAsync();
await FiftyMonitors.AddAsync(database);
if (args is ["checks", var target, var count])
{
    await using var connection = await database.DataSource.OpenConnectionAsync();
    await connection.ExecuteAsync(
        """
        insert into monitor (name, type, interval, url, config)
        select 'Load ' || n, 'http', 20, @target,
               jsonb_build_object('Name', 'Load ' || n, 'Type', 'http', 'Interval', 20, 'RetryInterval', 20, 'Url', @target, 'Timeout', 16)
        from generate_series(1, @count) n
        """,
        new { target, count = int.Parse(count, CultureInfo.InvariantCulture) });
}

var kuma = await KumaHost.StartAsync(database);
if (args is ["rebuild", var rounds])
{
    foreach (var path in new[] { $"/status/{FiftyMonitors.Slug}", $"/api/status-page/heartbeat/{FiftyMonitors.Slug}" })
    {
        await MeasureAsync(kuma, path, int.Parse(rounds, CultureInfo.InvariantCulture));
    }
}
else
{
    Console.WriteLine($"Serving {kuma.Address}");
    while (await Console.In.ReadLineAsync() is not null)
    {
    }
}

await kuma.DisposeAsync();
await database.DisposeAsync();
await postgres.DisposeAsync();

static async Task MeasureAsync(KumaHost kuma, string path, int rounds)
{
    var first = new List<double>(rounds);
    var second = new List<double>(rounds);
    for (var i = 0; i < rounds + 50; i++)
    {
        (await kuma.Client.GetAsync($"/api/push/{FiftyMonitors.Token(1 + (i % 50))}?ping={i}")).Dispose();
        var rebuilt = await TimeAsync(kuma, path);
        var cached = await TimeAsync(kuma, path);
        if (i >= 50)
        {
            first.Add(rebuilt);
            second.Add(cached);
        }
    }

    first.Sort();
    second.Sort();
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{path}: first after a beat median {first[rounds / 2]:0.00} ms, p99 {first[rounds * 99 / 100]:0.00} ms; the next one {second[rounds / 2]:0.00} ms"));
}

static async Task<double> TimeAsync(KumaHost kuma, string path)
{
    using var request = new HttpRequestMessage(HttpMethod.Get, path);
    request.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
    var start = Stopwatch.GetTimestamp();
    using var answer = await kuma.Client.SendAsync(request);
    await answer.Content.ReadAsByteArrayAsync();
    return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
}
