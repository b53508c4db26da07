using System.Text.Json.Nodes;
using Kuma.Testing;
using Kuma.Web.Sockets;
using Kuma.Web.Tests.Api;

namespace Kuma.Web.Tests.Sockets.Matrix;

/// <summary>What the server sends is described in /asyncapi.json, and is as it is described.</summary>
public sealed class ServerEventTests(World world) : IClassFixture<World>
{
    /// <summary>Those of the original's 29 that Kuma sends, and the lean feed's three. (One is never sent by 2.x, one belongs to a running tunnel.)</summary>
    private static readonly string[] Sent =
    [
        "info", "setup", "loginRequired", "autoLogin", "refresh", "initServerTimezone", "monitorList", "updateMonitorIntoList", "deleteMonitorFromList",
        "monitorTypeList", "heartbeat", "heartbeatList", "avgPing", "uptime", "certInfo", "domainInfo", "notificationList", "proxyList", "dockerHostList",
        "remoteBrowserList", "apiKeyList", "maintenanceList", "statusPageList", "cloudflared_installed", "cloudflared_running", "cloudflared_errorMessage",
        "cloudflared_token", "leanMonitors", "leanHistory", "leanBeats",
    ];

    /// <summary>A session of this test meets all but these: a first start, authentication off, a certificate and a domain.</summary>
    private static readonly string[] NotMet = ["setup", "autoLogin", "certInfo", "domainInfo"];

    [Fact]
    public void The_events_are_those_of_the_wire() =>
        ServerEvents.All.Select(told => told.Name).Order(StringComparer.Ordinal).ShouldBe(Sent.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Each_event_of_a_session_is_described_and_fits_its_description()
    {
        var document = JsonNode.Parse(await world.Kuma.Client.GetStringAsync("/asyncapi.json", TestContext.Current.CancellationToken))!;
        var messages = document["channels"]!["fromServer"]!["messages"]!.AsObject();
        var schemas = document["components"]!["schemas"]!.AsObject();
        messages.Select(message => message.Key).Order(StringComparer.Ordinal).ShouldBe(Sent.Order(StringComparer.Ordinal));

        var heard = await SessionAsync();

        heard.Select(told => told.Name).Distinct().Order(StringComparer.Ordinal).ShouldBe(Sent.Except(NotMet).Order(StringComparer.Ordinal));
        foreach (var (name, arguments) in heard)
        {
            SchemaRules.Deviations(arguments, messages[name]!["payload"]!, schemas, name).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Every_operation_points_at_a_message_and_every_schema_is_used()
    {
        var text = await world.Kuma.Client.GetStringAsync("/asyncapi.json", TestContext.Current.CancellationToken);
        var document = JsonNode.Parse(text)!;

        foreach (var (name, operation) in document["operations"]!.AsObject())
        {
            var path = ((string)operation!["messages"]![0]!["$ref"]!).Split('/');
            path[1..].Aggregate(document, (node, key) => node![key]!).ShouldNotBeNull(name);
        }

        document["components"]!["schemas"]!.AsObject().ShouldAllBe(schema => text.Contains($"#/components/schemas/{schema.Key}\"", StringComparison.Ordinal));
    }

    /// <summary>Everything that three clients hear while all events are sent with good arguments and a monitor reports.</summary>
    private async Task<List<(string Name, JsonArray Arguments)>> SessionAsync()
    {
        await world.ExecuteAsync("delete from setting where key = 'initServerTimezone'");
        await using var other = await world.AliceAsync();
        await using var alice = await world.AliceAsync();
        await alice.CallAsync("cloudflared_join");
        await alice.CallAsync("cloudflared_start");
        await alice.CallAsync("add", JsonNode.Parse("""
            {"type":"push","name":"reports","interval":60,"retryInterval":60,"active":true,"pushToken":"0123456789abcdef0123456789abcdef","accepted_statuscodes":["200"],
             "kafkaProducerBrokers":["a:1"],"kafkaProducerSaslOptions":{"mechanism":"None"},"rabbitmqNodes":["http://a"],"timeout":1.5,"port":1}
            """));
        await using var lean = await WireClient.ConnectAsync(world.Kuma.Address, auth: """{"feed":"lean"}""");
        await lean.CallAsync("loginByToken", await world.TokenAsync("admin"));
        foreach (var query in new[] { "status=up&msg=OK&ping=1.5", "status=down", "status=up" })
        {
            await world.Kuma.Client.GetStringAsync($"/api/push/0123456789abcdef0123456789abcdef?{query}", TestContext.Current.CancellationToken);
        }

        await lean.HearAsync("leanBeats");
        foreach (var row in EventCases.All.Where(row => !row.EndsSession && row.Name is not ("login" or "disconnectOtherSocketClients" or "changePassword")))
        {
            world.RenewLimits();
            await alice.CallAsync(row.Name, await world.ArgumentsAsync(row, alice));
        }

        await alice.CallAsync("addMaintenance", JsonNode.Parse("""
            {"title":"t","description":"","strategy":"recurring-day-of-month","active":true,"dateRange":["2030-01-01T00:00","2031-01-01T00:00"],
             "timeRange":[{"hours":2,"minutes":0},{"hours":3,"minutes":0}],"daysOfMonth":[1,"lastDay1"],"weekdays":[]}
            """));
        await using var late = await world.AliceAsync();
        await alice.CallAsync("disconnectOtherSocketClients");
        (await other.IsEndedAsync()).ShouldBeTrue();
        (await lean.IsEndedAsync()).ShouldBeTrue();
        (await late.IsEndedAsync()).ShouldBeTrue();
        return [.. alice.Heard.Concat(other.Heard).Concat(lean.Heard).Concat(late.Heard).Where(told => told.Name is not "ack")];
    }
}
