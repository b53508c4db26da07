using System.Text.Json.Nodes;
using Kuma.Testing;

namespace Kuma.Web.Tests.Sockets;

/// <summary>What a client gets that asks for the lean feed, and that others notice nothing of it.</summary>
public sealed class LeanFeedTests(SocketHost host) : IClassFixture<SocketHost>
{
    private static readonly string[] Full = ["monitorList", "heartbeatList", "heartbeat", "avgPing", "uptime"];
    private static readonly string[] Lean = ["leanMonitors", "leanHistory", "leanBeats"];

    [Fact]
    public async Task A_lean_sign_in_tells_the_same_monitors_in_fewer_bytes()
    {
        await using var full = await host.SignInAsync();
        var id = await AddAsync(full, "Shop");
        await using var lean = await SignInLeanAsync();

        var told = lean.Heard.Single(heard => heard.Name is "leanMonitors").Arguments;
        lean.Heard.Select(heard => heard.Name).ShouldNotContain(name => Full.Contains(name));
        await full.SendAsync("getMonitorList");
        var whole = (await full.HearAsync("monitorList"))[0]![$"{id}"]!.AsObject();
        var decoded = told[0]!.DeepClone().AsObject();
        foreach (var (name, value) in told[1]![$"{id}"]!.AsObject())
        {
            decoded[name] = value?.DeepClone();
        }

        decoded["pathName"] = "Shop";
        decoded["accepted_statuscodes_json"] = """["200-299"]""";
        decoded["includeSensitiveData"] = true;
        decoded.Count.ShouldBe(whole.Count);
        foreach (var (name, value) in whole)
        {
            JsonNode.DeepEquals(decoded[name], value).ShouldBeTrue($"{name} is {decoded[name]?.ToJsonString()}, not {value?.ToJsonString()}");
        }

        told[1]!.ToJsonString().Length.ShouldBeLessThan(whole.ToJsonString().Length / 4);
    }

    [Fact]
    public async Task A_beat_comes_to_each_in_its_own_form()
    {
        await using var full = await host.SignInAsync();
        var id = await AddAsync(full, "Pushed", active: true, token: "leanfeedtoken00000000000000000001");
        await using var lean = await SignInLeanAsync();
        full.Heard.Clear();
        lean.Heard.Clear();

        await host.Kuma.Client.GetStringAsync("/api/push/leanfeedtoken00000000000000000001?msg=hello&ping=12", TestContext.Current.CancellationToken);

        var beat = await BeatAsync(lean, id, "hello");
        beat[3]!.GetValue<int>().ShouldBe(1);
        beat[4]!.GetValue<int>().ShouldBe(12);
        beat[1]!.AsArray().Count.ShouldBe(4);
        beat[1]![0]!.GetValue<double>().ShouldBe(12);
        var whole = await full.HearAsync("heartbeat");
        while (whole[0]!["msg"]?.GetValue<string>() is not "hello")
        {
            whole = await full.HearAsync("heartbeat");
        }

        beat[2]!.GetValue<long>().ShouldBe(
            DateTimeOffset.Parse(whole[0]!["time"]! + "Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds());
        lean.Heard.Select(heard => heard.Name).ShouldNotContain(name => Full.Contains(name));
        full.Heard.Select(heard => heard.Name).ShouldNotContain(name => Lean.Contains(name));
    }

    [Fact]
    public async Task A_lean_history_tells_the_stored_beats()
    {
        await using var full = await host.SignInAsync();
        var id = await AddAsync(full, "History", active: true, token: "leanfeedtoken00000000000000000002");
        foreach (var query in new[] { "msg=a&ping=1", "msg=a", "msg=b&status=down" })
        {
            await host.Kuma.Client.GetStringAsync($"/api/push/leanfeedtoken00000000000000000002?{query}", TestContext.Current.CancellationToken);
        }

        await using var lean = await SignInLeanAsync();

        var history = lean.Heard.Where(heard => heard.Name is "leanHistory").SelectMany(heard => heard.Arguments[0]!.AsArray())
            .Single(entry => entry![0]!.GetValue<int>() == id)!;
        history[3]!.ToJsonString().ShouldEndWith("1,2,0,1]");
        history[5]!.ToJsonString().ShouldEndWith("\"a\",2,\"b\",1]");
        history[6]!.ToJsonString().ShouldEndWith("1,null,null]");
        history[2]!.GetValue<long>().ShouldBeInRange(1, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task A_client_that_signs_out_hears_no_more_beats()
    {
        await using var full = await host.SignInAsync();
        await AddAsync(full, "Quiet", active: true, token: "leanfeedtoken00000000000000000003");
        await using var lean = await SignInLeanAsync();
        await lean.CallAsync("logout");
        lean.Heard.Clear();

        foreach (var message in new[] { "secret", "later" })
        {
            await host.Kuma.Client.GetStringAsync(
                $"/api/push/leanfeedtoken00000000000000000003?msg={message}", TestContext.Current.CancellationToken);
            while ((await full.HearAsync("heartbeat"))[0]!["msg"]?.GetValue<string>() != message)
            {
            }
        }

        (await lean.CallAsync("needSetup"))!.GetValue<bool>().ShouldBeFalse();
        lean.Heard.Select(heard => heard.Name).ShouldBe(["ack"]);
    }

    private static async Task<JsonArray> BeatAsync(WireClient client, int id, string message)
    {
        while (true)
        {
            if ((await client.HearAsync("leanBeats"))[0]!.AsArray()
                .FirstOrDefault(beat => beat![0]!.GetValue<int>() == id && beat[5]!.GetValue<string>() == message) is JsonArray found)
            {
                return found;
            }
        }
    }

    private static async Task<int> AddAsync(WireClient client, string name, bool active = false, string? token = null)
    {
        var monitor = SocketHost.PushMonitor(name);
        monitor["active"] = active;
        monitor["pushToken"] = token;
        var answer = await client.CallAsync("add", monitor);
        return answer!["monitorID"]!.GetValue<int>();
    }

    private async Task<WireClient> SignInLeanAsync()
    {
        var client = await WireClient.ConnectAsync(host.Kuma.Address, auth: """{"feed":"lean"}""");
        (await client.CallAsync("loginByToken", host.Token))!["ok"]!.GetValue<bool>().ShouldBeTrue();
        return client;
    }
}
