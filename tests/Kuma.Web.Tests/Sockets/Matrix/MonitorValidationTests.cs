using System.Text.Json.Nodes;
using Kuma.Testing;
using Kuma.Web.Contracts;

namespace Kuma.Web.Tests.Sockets.Matrix;

/// <summary>What a monitor's fields may be: the wire's refusals, in their order, for a new monitor and for an edit; what is refused changes nothing.</summary>
public sealed class MonitorValidationTests(World world) : IClassFixture<World>
{
    private const string Interval = "Interval cannot be less than 1 seconds";
    private const string Retry = "Retry interval cannot be less than 1 seconds";
    private const string Codes = "Accepted status codes are not all strings";
    private const string TooShort = "Response max length cannot be less than 0";
    private const string TooLong = "Response max length cannot be more than 1048576 bytes";
    private const string Service = "Service Name is required.";
    private const string BadService = "Invalid service name. Please use the internal Service Name (no spaces).";
    private const string Pm2 = "PM2 process name is required.";
    private const string Packet = "Packet size must be between 1 and 65500 (default: 56)";
    private const string PerPing = "Per-ping timeout must be between 1 and 60 seconds (default: 2)";
    private const string Count = "Echo requests count must be between 1 and 100 (default: 1)";
    private const string PingTimeout = "Timeout must be between 1 and 300 seconds (default: 10)";
    private const string Delay = "Screenshot delay must be a non-negative number";

    /// <summary>Fields that read anything: what is no whole number is no port and no reference.</summary>
    private static readonly string[] Lenient = ["port", "proxyId", "parent", "docker_host", "remote_browser"];

    public static TheoryData<string, string> Refused => new()
    {
        { """{"interval":0}""", Interval }, { """{"interval":-5}""", Interval }, { """{"interval":0.5}""", Interval }, { """{"interval":null}""", Interval },
        { """{"interval":""}""", Interval }, { """{"interval":"0"}""", Interval }, { """{"interval":-1e300}""", Interval }, { """{"interval":false}""", Interval },
        { """{"retryInterval":0}""", Retry }, { """{"retryInterval":null}""", Retry }, { """{"retryInterval":0.2}""", Retry },
        { """{"responseMaxLength":-1}""", TooShort }, { """{"responseMaxLength":1048577}""", TooLong },
        { """{"accepted_statuscodes":[200]}""", Codes }, { """{"accepted_statuscodes":["200",null]}""", Codes }, { """{"accepted_statuscodes":{}}""", Codes },
        { """{"accepted_statuscodes":"200"}""", Codes },
        { """{"interval":0,"accepted_statuscodes":[200]}""", Codes }, { """{"retryInterval":0,"interval":0}""", Interval },
        { """{"responseMaxLength":-1,"retryInterval":0}""", Retry }, { """{"headers":"{","responseMaxLength":-1}""", TooShort },
        { """{"headers":"{"}""", "Headers must be valid JSON: *" }, { """{"headers":" "}""", "Headers must be valid JSON: *" },
        { """{"conditions":"["}""", "Conditions must be valid JSON: *" }, { """{"kafkaProducerBrokers":"["}""", "Kafka Producer Brokers must be valid JSON: *" },
        { """{"kafkaProducerSaslOptions":"{"}""", "Kafka Producer SASL Options must be valid JSON: *" },
        { """{"rabbitmqNodes":"["}""", "RabbitMQ Nodes must be valid JSON: *" },
        { """{"conditions":5}""", "*" }, { """{"conditions":{}}""", "*" }, { """{"kafkaProducerSaslOptions":[]}""", "*" }, { """{"rabbitmqNodes":[1]}""", "*" },
        { """{"type":"system-service"}""", Service }, { """{"type":"system-service","system_service_name":"  "}""", Service },
        { """{"type":"system-service","system_service_name":"a b"}""", BadService }, { """{"type":"system-service","system_service_name":"a;b"}""", BadService },
        { """{"type":"pm2"}""", Pm2 }, { """{"type":"pm2","system_service_name":" "}""", Pm2 },
        { """{"type":"pm2","system_service_name":"a\u0001"}""", "Invalid PM2 process name." }, { """{"type":"pm2","system_service_name":"a\u007f"}""", "Invalid PM2 process name." },
        { """{"type":"ping","packetSize":-1}""", Packet }, { """{"type":"ping","packetSize":65501}""", Packet },
        { """{"type":"ping","ping_per_request_timeout":-1}""", PerPing }, { """{"type":"ping","ping_per_request_timeout":61}""", PerPing },
        { """{"type":"ping","ping_count":-1}""", Count }, { """{"type":"ping","ping_count":101}""", Count },
        { """{"type":"ping","timeout":1,"ping_per_request_timeout":2}""", PingTimeout }, { """{"type":"ping","timeout":300.5}""", PingTimeout },
        { """{"type":"ping","timeout":0.4,"ping_per_request_timeout":0}""", PingTimeout }, { """{"type":"ping","timeout":-3}""", PingTimeout },
        { """{"type":"ping","packetSize":65501,"interval":0}""", Interval }, { """{"type":"ping","ping_count":101,"packetSize":65501}""", Packet },
        { """{"type":"real-browser","screenshot_delay":-1}""", Delay }, { """{"type":"real-browser","screenshot_delay":"abc"}""", Delay },
        { """{"type":"real-browser","screenshot_delay":{}}""", Delay },
        { """{"type":"real-browser","screenshot_delay":48000}""", "Screenshot delay must be less than 48000ms (0.8 × interval)" },
        { """{"type":"real-browser","screenshot_delay":30000}""", "Screenshot delay must be less than 30000ms (0.5 × interval)" },
        { """{"type":"mongodb","databaseQuery":"{"}""", "Invalid JSON in database query: *" }, { """{"type":"mongodb","databaseQuery":" "}""", "Invalid JSON in database query: *" },
        { """{"type":"snmp","snmpVersion":"9"}""", "*" }, { """{"type":""}""", "*" }, { """{"notificationIDList":{"x":true}}""", "*" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_the_wire_refuses_is_refused_in_its_words_and_changes_nothing(string fields, string words)
    {
        await using var alice = await world.AliceAsync();
        var id = JsonNode.Parse(await world.MakeAsync("monitor", alice));
        var before = await world.FingerprintAsync();

        var added = await alice.CallAsync("add", With(fields));
        var edited = await alice.CallAsync("editMonitor", With(fields, id));

        foreach (var answer in new[] { added, edited })
        {
            answer!.AsObject().Select(pair => pair.Key).ShouldBe(["ok", "msg"]);
            answer["ok"]!.GetValue<bool>().ShouldBeFalse();
            var told = answer["msg"]!.GetValue<string>();
            told.ShouldNotContain("reference", Case.Sensitive, "this is no unexpected failure");
            (words.EndsWith('*') ? told.StartsWith(words[..^1], StringComparison.Ordinal) : told == words).ShouldBeTrue($"{fields} answered {told}");
        }

        (await world.FingerprintAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("""{"interval":1,"retryInterval":1}""", """{"interval":1,"retryInterval":1}""")]
    [InlineData("""{"interval":"30"}""", """{"interval":30}""")]
    [InlineData("""{"interval":2592000}""", """{"interval":2592000}""")]
    [InlineData("""{"responseMaxLength":0}""", """{"responseMaxLength":0}""")]
    [InlineData("""{"responseMaxLength":1048576}""", """{"responseMaxLength":1048576}""")]
    [InlineData("""{"responseMaxLength":null}""", """{"responseMaxLength":1024}""")]
    [InlineData("""{"type":"ping","packetSize":0,"ping_count":0,"ping_per_request_timeout":0}""", """{"packetSize":0,"ping_count":0,"ping_per_request_timeout":0}""")]
    [InlineData("""{"type":"ping","timeout":10.6}""", """{"timeout":11}""")]
    [InlineData("""{"type":"ping","timeout":2.5}""", """{"timeout":3}""")]
    [InlineData("""{"type":"ping","timeout":0}""", """{"timeout":0}""")]
    [InlineData("""{"type":"http","timeout":2.5}""", """{"timeout":2.5}""")]
    [InlineData("""{"type":"real-browser","screenshot_delay":29999}""", """{"screenshot_delay":29999}""")]
    [InlineData("""{"type":"system-service","system_service_name":"nginx@1.service"}""", """{"system_service_name":"nginx@1.service"}""")]
    [InlineData("""{"type":"pm2","system_service_name":"a b"}""", """{"system_service_name":"a b"}""")]
    [InlineData("""{"conditions":"[]","kafkaProducerBrokers":"[\"a:1\"]","kafkaProducerSaslOptions":"{\"mechanism\":\"None\"}"}""", """{"conditions":[],"kafkaProducerBrokers":["a:1"],"kafkaProducerSaslOptions":{"mechanism":"None"}}""")]
    [InlineData("""{"port":"53"}""", """{"port":53}""")]
    [InlineData("""{"port":"abc"}""", """{"port":null}""")]
    [InlineData("""{"upsideDown":1,"invertKeyword":0}""", """{"upsideDown":true,"invertKeyword":false}""")]
    [InlineData("""{"expectedValue":5}""", """{"expectedValue":"5"}""")]
    [InlineData("""{"type":"mongodb","databaseQuery":""}""", """{"databaseQuery":""}""")]
    [InlineData("""{"headers":"","description":null}""", """{"headers":"","description":null}""")]
    public async Task What_the_wire_takes_comes_back_in_its_types(string fields, string expected)
    {
        await using var alice = await world.AliceAsync();
        var made = JsonNode.Parse(await world.MakeAsync("monitor", alice));

        var added = await alice.CallAsync("add", With(fields));
        var edited = await alice.CallAsync("editMonitor", With(fields, made));

        foreach (var (answer, message) in new[] { (added, "successAdded"), (edited, "Saved.") })
        {
            answer.ShouldFit($$"""{"ok":true,"msg":"{{message}}","msgi18n":true}""", fields);
            var seen = await alice.CallAsync("getMonitor", answer!["monitorID"]!.DeepClone());
            foreach (var (name, value) in JsonNode.Parse(expected)!.AsObject())
            {
                (seen!["monitor"]![name]?.ToJsonString()).ShouldBe(value?.ToJsonString(), name);
            }
        }
    }

    [Fact]
    public async Task No_field_takes_what_is_no_value_of_its_type()
    {
        await using var alice = await world.AliceAsync();
        var id = JsonNode.Parse(await world.MakeAsync("monitor", alice));
        var before = await world.FingerprintAsync();

        foreach (var name in MonitorFields.Open.Concat(MonitorFields.Sensitive).Concat(MonitorFields.InputOnly).Select(field => field.Name).Except(Lenient))
        {
            foreach (var wrong in new[] { """{"deep":[1]}""", """[{"deep":1}]""", """["\u0000"]""" })
            {
                // An object of anything is what SASL options are, an array what conditions are.
                if ((name, wrong[0]) is ("kafkaProducerSaslOptions", '{') or ("conditions", '[') || (name is "snmpV3Username" or "weight"))
                {
                    continue;
                }

                var fields = $$"""{"{{name}}":{{wrong}}}""";
                (await alice.CallAsync("add", With(fields)))!["ok"]!.GetValue<bool>().ShouldBeFalse(fields);
                (await alice.CallAsync("editMonitor", With(fields, id)))!["ok"]!.GetValue<bool>().ShouldBeFalse(fields);
            }
        }

        (await world.FingerprintAsync()).ShouldBe(before);
        foreach (var name in Lenient)
        {
            var added = await alice.CallAsync("add", With($$$"""{"{{{name}}}":{"deep":[1]}}"""));
            (await alice.CallAsync("getMonitor", added!["monitorID"]!.DeepClone()))!["monitor"]![name].ShouldBeNull(name);
        }
    }

    private static JsonObject With(string fields, JsonNode? id = null)
    {
        var monitor = JsonNode.Parse("""
            {"type":"push","name":"m","interval":60,"retryInterval":60,"active":false,"accepted_statuscodes":["200-299"],"notificationIDList":{},"conditions":[]}
            """)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(fields)!.AsObject())
        {
            monitor[name] = value?.DeepClone();
        }

        if (id is not null)
        {
            monitor["id"] = id.DeepClone();
        }

        return monitor;
    }
}
