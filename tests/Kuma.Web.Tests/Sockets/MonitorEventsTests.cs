using System.Text.Json.Nodes;
using Kuma.Testing;

namespace Kuma.Web.Tests.Sockets;

public sealed class MonitorEventsTests(SocketHost host) : IClassFixture<SocketHost>
{
    [Fact]
    public async Task Adding_pausing_and_resuming_push_the_monitor_before_the_acknowledgement()
    {
        await using var client = await host.SignInAsync();

        var id = await AddAsync(client);
        foreach (var (name, key) in new[] { ("resumeMonitor", "successResumed"), ("pauseMonitor", "successPaused") })
        {
            client.Heard.Clear();
            var answer = await client.CallAsync(name, id);

            answer!.ToJsonString().ShouldBe($$"""{"ok":true,"msg":"{{key}}","msgi18n":true}""");
            client.Heard.Select(heard => heard.Name).ShouldBe(["updateMonitorIntoList", "ack"]);
        }
    }

    [Fact]
    public async Task Deleting_acknowledges_before_it_pushes()
    {
        await using var client = await host.SignInAsync();
        var id = await AddAsync(client);
        client.Heard.Clear();

        await client.CallAsync("deleteMonitor", id);

        (await client.HearAsync("deleteMonitorFromList"))[0]!.GetValue<int>().ShouldBe(id);
        client.Heard.Select(heard => heard.Name).ShouldBe(["ack", "deleteMonitorFromList"]);
    }

    [Fact]
    public async Task Another_browser_of_the_user_sees_the_change_live()
    {
        await using var client = await host.SignInAsync();
        await using var other = await host.SignInAsync();

        var id = await AddAsync(client);

        var update = (await other.HearAsync("updateMonitorIntoList"))[0]!.AsObject();
        update.ShouldContainKey($"{id}");
        update[$"{id}"]!["type"]!.GetValue<string>().ShouldBe("push");
    }

    [Fact]
    public async Task Everything_that_a_client_needs_has_come_before_the_sign_in_is_acknowledged()
    {
        await using var client = await WireClient.ConnectAsync(host.Kuma.Address);
        client.Heard.Clear();

        await client.CallAsync("loginByToken", host.Token);

        string[] order =
        [
            "monitorList", "monitorTypeList", "maintenanceList", "info", "notificationList", "proxyList", "dockerHostList", "apiKeyList",
            "remoteBrowserList", "statusPageList",
        ];
        var names = client.Heard.Select(heard => heard.Name).ToList();
        names.Take(order.Length).ShouldBe(order);
        names[^1].ShouldBe("ack");
    }

    private static async Task<int> AddAsync(WireClient client)
    {
        JsonNode? answer = await client.CallAsync("add", SocketHost.PushMonitor("a monitor"));
        answer!["ok"]!.GetValue<bool>().ShouldBeTrue();
        return answer["monitorID"]!.GetValue<int>();
    }
}
