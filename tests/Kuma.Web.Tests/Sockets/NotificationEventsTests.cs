using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Kuma.Testing;

namespace Kuma.Web.Tests.Sockets;

/// <summary>From the socket to the wire of a webhook, through the engine, the database and the sender.</summary>
public sealed class NotificationEventsTests(SocketHost host) : IClassFixture<SocketHost>
{
    /// <summary>The monitor as providers get it, in the original's order.</summary>
    private const string MonitorMembers =
        "id name description path pathName parent childrenIDs url wsIgnoreSecWebsocketAcceptHeader wsSubprotocol method hostname port location protocol "
        + "maxretries weight active forceInactive type subtype timeout interval retryInterval retryOnlyOnStatusCodeFailure resendInterval keyword "
        + "invertKeyword expiryNotification domainExpiryNotification ignoreTls upsideDown packetSize maxredirects accepted_statuscodes dns_resolve_type "
        + "dns_resolve_server dns_last_result docker_container docker_host proxyId notificationIDList tags maintenance mqttTopic mqttSuccessMessage "
        + "mqttCheckType databaseQuery authMethod grpcUrl grpcProtobuf grpcMethod grpcServiceName grpcEnableTls radiusCalledStationId "
        + "radiusCallingStationId game gamedigGivenPortOnly httpBodyEncoding jsonPath expectedValue system_service_name kafkaProducerTopic "
        + "kafkaProducerBrokers kafkaProducerSsl kafkaProducerAllowAutoTopicCreation kafkaProducerMessage screenshot cacheBust remote_browser "
        + "screenshot_delay snmpOid jsonPathOperator snmpVersion smtpSecurity rabbitmqNodes conditions ntpStratumThreshold ntpTimeOffsetThreshold "
        + "ntpRootDispersionThreshold ipFamily expectedTlsAlert ping_numeric ping_count ping_per_request_timeout saveResponse saveErrorResponse "
        + "responseMaxLength includeSensitiveData";

    private const string BeatMembers =
        "monitorID status time msg ping important duration retries response timezone timezoneOffset localDateTime";

    private readonly ConcurrentQueue<JsonNode> _received = new();

    [Fact]
    public async Task An_outage_and_its_end_reach_the_webhook_in_order()
    {
        await using var hook = await HookAsync();
        await using var client = await host.SignInAsync();
        var notification = (await client.CallAsync("addNotification", Webhook(hook), null))!["id"]!.GetValue<int>();
        var input = SocketHost.PushMonitor("pushed");
        input["notificationIDList"] = new JsonObject { [$"{notification}"] = true };
        input["active"] = true;
        input["pushToken"] = "notifytesttoken";
        var monitor = (await client.CallAsync("add", input))!["monitorID"]!.GetValue<int>();

        foreach (var query in (string[])["status=down&msg=broken", "status=down&msg=still", "status=up&msg=fine"])
        {
            (await host.Kuma.Client.GetStringAsync($"/api/push/notifytesttoken?{query}")).ShouldContain("true");
        }

        await Eventually.TrueAsync(() => _received.Count == 2, "both messages are sent");
        var (down, up) = (_received.ElementAt(0), _received.ElementAt(1));
        Members(down).ShouldBe("heartbeat monitor msg");
        Members(down["monitor"]!).ShouldBe(MonitorMembers);
        Members(down["heartbeat"]!).ShouldBe(BeatMembers);
        Members(up["heartbeat"]!).ShouldBe($"{BeatMembers} lastDownTime");
        down["msg"]!.GetValue<string>().ShouldBe("[pushed] [🔴 Down] broken");
        down["heartbeat"]!["monitorID"]!.GetValue<int>().ShouldBe(monitor);
        down["heartbeat"]!["status"]!.GetValue<int>().ShouldBe(0);
        down["heartbeat"]!["localDateTime"]!.GetValue<string>().Length.ShouldBe(19);
        down["heartbeat"]!["timezoneOffset"]!.GetValue<string>().ShouldMatch(@"^[+-]\d\d:\d\d$");
        down["monitor"]!["pathName"]!.GetValue<string>().ShouldBe("pushed");
        down["monitor"]!["notificationIDList"]![$"{notification}"]!.GetValue<bool>().ShouldBeTrue();
        down["monitor"]!["includeSensitiveData"]!.GetValue<bool>().ShouldBeFalse();
        down["monitor"]!.AsObject().ShouldNotContainKey("pushToken");
        up["msg"]!.GetValue<string>().ShouldBe("[pushed] [✅ Up] fine");
        up["heartbeat"]!["lastDownTime"]!.GetValue<string>().ShouldBe(down["heartbeat"]!["time"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_test_sends_what_was_typed_and_stores_nothing()
    {
        await using var hook = await HookAsync();
        await using var client = await host.SignInAsync();

        var answer = await client.CallAsync("testNotification", Webhook(hook));

        answer!.ToJsonString().ShouldBe("""{"ok":true,"msg":"Sent Successfully."}""");
        _received.ShouldHaveSingleItem().ToJsonString().ShouldBe("""{"heartbeat":null,"monitor":null,"msg":"hook Testing"}""");
    }

    [Fact]
    public async Task A_test_takes_settings_as_text_too()
    {
        await using var hook = await HookAsync();
        await using var client = await host.SignInAsync();

        var answer = await client.CallAsync("testNotification", new JsonObject { ["name"] = "outer", ["config"] = Webhook(hook).ToJsonString() });

        answer!["ok"]!.GetValue<bool>().ShouldBeTrue();
        _received.ShouldHaveSingleItem()["msg"]!.GetValue<string>().ShouldBe("outer Testing");
    }

    [Fact]
    public async Task A_failed_test_is_told_in_the_provider_s_words()
    {
        await using var hook = await HookAsync();
        hook.AnswerWith(404, "not here");
        await using var client = await host.SignInAsync();

        (await client.CallAsync("testNotification", Webhook(hook)))!.ToJsonString()
            .ShouldBe("""{"ok":false,"msg":"Request failed with status code 404 (code=ERR_BAD_REQUEST) (HTTP 404 Not Found) not here"}""");
        (await client.CallAsync("testNotification", new JsonObject { ["name"] = "x", ["type"] = "carrierPigeon" }))!.ToJsonString()
            .ShouldBe("""{"ok":false,"msg":"Notification type is not supported"}""");
    }

    [Fact]
    public async Task The_key_for_push_messages_is_made_once_and_kept()
    {
        await using var client = await host.SignInAsync();

        var key = (await client.CallAsync("getWebpushVapidPublicKey"))!["msg"]!.GetValue<string>();

        key.Length.ShouldBe(87);
        (await client.CallAsync("getWebpushVapidPublicKey"))!["msg"]!.GetValue<string>().ShouldBe(key);
    }

    [Fact]
    public async Task Nobody_tests_without_signing_in()
    {
        await using var client = await WireClient.ConnectAsync(host.Kuma.Address);

        (await client.CallAsync("testNotification", new JsonObject { ["type"] = "webhook" }))!["ok"]!.GetValue<bool>().ShouldBeFalse();
    }

    private static string Members(JsonNode json) => string.Join(' ', json.AsObject().Select(member => member.Key));

    private static JsonObject Webhook(TargetServer hook) => new()
    {
        ["name"] = "hook", ["type"] = "webhook", ["webhookURL"] = hook.Address.ToString(), ["httpMethod"] = "post", ["webhookContentType"] = "json",
    };

    private async Task<TargetServer> HookAsync()
    {
        var hook = await TargetServer.StartAsync();
        hook.Answer = async context => _received.Enqueue((await JsonNode.ParseAsync(context.Request.Body))!);
        return hook;
    }
}
