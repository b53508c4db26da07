using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Kuma.Testing;

namespace Kuma.EndToEnd.Tests;

/// <summary>What was answered survives the death of the process.</summary>
public sealed class KillTests : IDisposable
{
    private const int Monitors = 200;
    private const int Callers = 32;
    private const int AnswersBeforeTheKill = 3000;
    private const string Password = "Passw0rd!23";

    private readonly TestFolder _data = new();
    private readonly ConcurrentQueue<string> _answered = new();
    private int _sent;

    [Fact]
    public async Task Every_push_that_was_answered_before_a_kill_is_stored_exactly_once()
    {
        await using (var kuma = await KumaProcess.StartEmbeddedAsync(_data.Path))
        {
            await AddMonitorsAsync(kuma.Address);
            await PushUntilKilledAsync(kuma);
        }

        await using var again = await KumaProcess.StartEmbeddedAsync(_data.Path);

        var stored = await StoredMessagesAsync(again.Address);
        stored.Values.ShouldAllBe(times => times == 1, "no push is stored twice");
        _answered.Where(message => !stored.ContainsKey(message)).ShouldBeEmpty("every answered push is stored");
        _answered.Count.ShouldBeGreaterThanOrEqualTo(AnswersBeforeTheKill);
        stored.Count.ShouldBeLessThanOrEqualTo(_sent);
    }

    public void Dispose() => _data.Dispose();

    private static string Token(int number) => $"kill{number:d28}";

    private static async Task AddMonitorsAsync(Uri address)
    {
        await using var client = await WireClient.ConnectAsync(address);
        IsOk(await client.CallAsync("setup", "admin", Password));
        IsOk(await SignInAsync(client));
        for (var number = 0; number < Monitors; number++)
        {
            IsOk(await client.CallAsync("add", new JsonObject
            {
                ["type"] = "push",
                ["name"] = $"push {number}",
                ["interval"] = 3600,
                ["pushToken"] = Token(number),
                ["accepted_statuscodes"] = new JsonArray("200-299"),
                ["notificationIDList"] = new JsonObject(),
                ["conditions"] = new JsonArray(),
            }));
        }
    }

    private async Task PushUntilKilledAsync(KumaProcess kuma)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Callers }) { BaseAddress = kuma.Address };
        var callers = Enumerable.Range(0, Callers).Select(caller => PushAsync(http, caller)).ToArray();
        await Eventually.TrueAsync(() => _answered.Count >= AnswersBeforeTheKill, "pushes are answered", TimeSpan.FromSeconds(60));

        await kuma.KillAsync();

        await Task.WhenAll(callers);
    }

    private async Task PushAsync(HttpClient http, int caller)
    {
        try
        {
            for (var turn = 0; ; turn++)
            {
                var message = $"{caller}-{turn}";
                Interlocked.Increment(ref _sent);
                using var answer = await http.GetAsync(
                    new Uri($"/api/push/{Token(((turn * Callers) + caller) % Monitors)}?status=up&ping=1&msg={message}", UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK && await answer.Content.ReadAsStringAsync() is """{"ok":true}""")
                {
                    _answered.Enqueue(message);
                }
            }
        }
        catch (HttpRequestException)
        {
            // Killed.
        }
    }

    private static async Task<Dictionary<string, int>> StoredMessagesAsync(Uri address)
    {
        await using var client = await WireClient.ConnectAsync(address);
        IsOk(await SignInAsync(client));
        var list = client.Heard.Last(heard => heard.Name == "monitorList").Arguments[0]!.AsObject();
        list.Count.ShouldBe(Monitors);
        var times = new Dictionary<string, int>();
        foreach (var (id, _) in list)
        {
            var beats = (await client.CallAsync("getMonitorBeats", int.Parse(id), 24))!;
            IsOk(beats);
            foreach (var beat in beats["data"]!.AsArray())
            {
                var message = beat!["msg"]!.GetValue<string>();
                times[message] = times.GetValueOrDefault(message) + 1;
            }
        }

        return times;
    }

    private static Task<JsonNode?> SignInAsync(WireClient client) =>
        client.CallAsync("login", new JsonObject { ["username"] = "admin", ["password"] = Password, ["token"] = "" });

    private static void IsOk(JsonNode? answer) => answer!["ok"]!.GetValue<bool>().ShouldBeTrue(answer.ToJsonString());
}
