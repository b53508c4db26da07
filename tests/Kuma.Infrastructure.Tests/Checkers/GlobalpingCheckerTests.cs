using System.Text.Json;
using System.Text.Json.Nodes;
using Kuma.Application.Proxies;
using Kuma.Application.Settings;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers;
using Kuma.Infrastructure.Checkers.Globalping;
using Kuma.Infrastructure.Checkers.Http;
using Kuma.Infrastructure.Checkers.Tls;
using Kuma.Infrastructure.Scripting;
using Kuma.Infrastructure.Tests.Checkers.Targets;
using Kuma.Testing;
using Microsoft.AspNetCore.Http;
using NSubstitute;

namespace Kuma.Infrastructure.Tests.Checkers;

/// <summary>Against a stand-in of the service on this machine.</summary>
public sealed class GlobalpingCheckerTests : IDisposable
{
    private const string Place = "Berlin, DE, EU, A network (AS64500), (dc-1) : ";

    private readonly HttpHandlers _handlers = new(Substitute.For<IProxyDirectory>(), new HandshakeFacts(TimeProvider.System));
    private readonly JsonataQueries _queries = new();
    private readonly ISettingStore _settings = Substitute.For<ISettingStore>();
    private JsonNode? _asked;

    public void Dispose()
    {
        _handlers.Dispose();
        _queries.Dispose();
    }

    [Fact]
    public async Task A_ping_is_up_with_its_average()
    {
        await using var service = await StartAsync("""{"status":"finished","timings":[{"rtt":12.5}],"stats":{"avg":12.5}}""");

        var outcome = await CheckAsync(service, s => s with { Subtype = "ping", Hostname = "example.com", PingCount = 3, Protocol = "TCP", Port = 443, IpFamily = "ipv4" });

        (outcome.Message, outcome.Ping).ShouldBe((Place + "OK", 12.5));
        _asked.ShouldNotBeNull().ToJsonString().ShouldBe(
            """{"type":"ping","target":"example.com","limit":1,"locations":[{"magic":"berlin"}],"measurementOptions":{"packets":3,"protocol":"TCP","port":443,"ipVersion":4}}""");
    }

    [Fact]
    public async Task A_page_is_up_when_its_status_is_accepted()
    {
        await using var service = await StartAsync("""{"status":"finished","statusCode":200,"statusCodeName":"OK","rawOutput":"hello world","rawBody":"{\"n\":5}","timings":{"total":80}}""");
        MonitorSettings Asked(MonitorSettings s) => s with { Subtype = "http", Url = "https://example.com/a?b=c", Headers = """{"X-A":"b"}""" };

        (await CheckAsync(service, Asked)).Message.ShouldBe(Place + "OK");
        (await CheckAsync(service, s => Asked(s) with { Keyword = "world" })).Message.ShouldBe(Place + "200 - OK, keyword is found");
        (await FailureAsync(service, s => Asked(s) with { Keyword = "mars" })).ShouldBe(Place + "200 - OK, but keyword is not in [hello world]");
        (await CheckAsync(service, s => Asked(s) with { ExpectedValue = "5", JsonPath = "n", JsonPathOperator = "==" })).Message.ShouldBe(
            Place + "JSON query passes (comparing 5 == 5)");
        (await FailureAsync(service, s => Asked(s) with { AcceptedStatusCodes = ["404"] })).ShouldBe(Place + "Status code 200 not accepted. Output: hello world");
        _asked.ShouldNotBeNull()["measurementOptions"]!["request"]!.ToJsonString().ShouldBe(
            """{"host":"example.com","path":"/a","query":"b=c","method":"GET","headers":{"X-A":"b"}}""");
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_fails_and_its_facts_are_kept()
    {
        await using var service = await StartAsync(
            """{"status":"finished","statusCode":200,"rawOutput":"","timings":{"total":80},"tls":{"authorized":false,"error":"self signed","expiresAt":"2040-01-01T00:00:00.000Z","subject":{"CN":"a"},"fingerprint256":"AA"}}""");

        var failure = await Should.ThrowAsync<Kuma.Application.Monitoring.CheckFailedException>(
            CheckAsync(service, s => s with { Subtype = "http", Url = "https://example.com" }));

        failure.Message.ShouldBe(Place + "TLS certificate is not authorized: self signed");
        failure.Tls.ShouldNotBeNull().Fingerprint256.ShouldBe("AA");
        (await CheckAsync(service, s => s with { Subtype = "http", Url = "https://example.com", IgnoreTls = true })).Tls.ShouldNotBeNull().Valid.ShouldBeFalse();
    }

    [Fact]
    public async Task Records_are_told_remembered_and_matched()
    {
        await using var service = await StartAsync("""{"status":"finished","statusCodeName":"NOERROR","answers":[{"value":"10.0.0.1"},{"value":"10.0.0.2"}],"timings":{"total":7}}""");
        await using var empty = await StartAsync("""{"status":"finished","statusCodeName":"NXDOMAIN","answers":[],"timings":{"total":7}}""");
        MonitorSettings Asked(MonitorSettings s) => s with { Subtype = "dns", Hostname = "example.com", DnsResolveType = "A" };

        var outcome = await CheckAsync(service, s => Asked(s) with { Keyword = @"\.2$" });
        var other = await CheckAsync(service, s => Asked(s) with { Keyword = "^192" });

        (outcome.Message, outcome.DnsResult, outcome.Ping).ShouldBe((Place + "10.0.0.1 | 10.0.0.2", "10.0.0.1 | 10.0.0.2", 7));
        (other.IsError, other.Message).ShouldBe((true, Place + "No record matched. 10.0.0.1 | 10.0.0.2"));
        (await CheckAsync(empty, Asked)).Message.ShouldBe(Place + "No records found. NXDOMAIN");
        (await FailureAsync(service, s => Asked(s) with { Keyword = "(" })).ShouldStartWith("Invalid regular expression: ");
    }

    [Theory]
    [InlineData(400, """{"error":{"type":"validation_error","message":"Bad target","params":{"target":"is wrong"}}}""", "Failed to create measurement: validation_error Bad target.\ntarget: is wrong")]
    [InlineData(429, "{}", "Failed to create measurement: You have run out of credits. Get higher limits by creating an account. Sign up at https://dash.globalping.io?view=add-credits.")]
    [InlineData(200, "garbage", "Globalping does not answer as expected: ")]
    public async Task Refusals_are_told(int status, string body, string message)
    {
        await using var service = await TargetServer.StartAsync();
        service.AnswerWith(status, body);

        (await FailureAsync(service, s => s with { Subtype = "ping", Hostname = "example.com" })).ShouldStartWith(message);
    }

    [Fact]
    public async Task A_failed_probe_silence_and_odd_settings_are_told()
    {
        await using var failed = await StartAsync("""{"status":"failed","rawOutput":"no route"}""");
        await using var silent = await TargetServer.StartAsync();
        silent.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);

        (await FailureAsync(failed, s => s with { Subtype = "ping", Hostname = "example.com" })).ShouldBe(Place + "Failed: no route");
        (await FailureAsync(silent, s => s with { Subtype = "ping", Hostname = "example.com", Timeout = 0.3 })).ShouldBe("Globalping has no result in time");
        (await FailureAsync(failed, s => s with { Subtype = "odd" })).ShouldBe("Unknown Globalping check: odd");
        (await FailureAsync(failed, s => s with { Subtype = "http", Url = "nonsense" })).ShouldBe("Invalid URL");
    }

    private async Task<TargetServer> StartAsync(string result)
    {
        var service = await TargetServer.StartAsync();
        var looks = 0;
        service.Answer = async context =>
        {
            if (context.Request.Method == "POST")
            {
                _asked = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
                context.Response.StatusCode = 202;
                await context.Response.WriteAsync("""{"id":"abc"}""", context.RequestAborted);
                return;
            }

            var probe = """{"city":"Berlin","state":null,"country":"DE","continent":"EU","network":"A network","asn":64500,"tags":["eyeball","dc-1"]}""";
            await context.Response.WriteAsync(
                Interlocked.Increment(ref looks) == 1
                    ? """{"id":"abc","status":"in-progress","results":[]}"""
                    : $$"""{"id":"abc","status":"finished","results":[{"probe":{{probe}},"result":{{result}}}]}""",
                context.RequestAborted);
        };
        return service;
    }

    private GlobalpingChecker Checker(GlobalpingApi api) =>
        new(api, _settings, new OauthTokens(_handlers, TimeProvider.System), new JsonQuery(_queries), TimeProvider.System);

    private async Task<Kuma.Application.Monitoring.CheckOutcome> CheckAsync(TargetServer service, Func<MonitorSettings, MonitorSettings> settings)
    {
        using var api = new GlobalpingApi(service.Address, TimeProvider.System);
        return await Checker(api).CheckAsync(s => settings(s with { Location = "berlin" }));
    }

    private async Task<string> FailureAsync(TargetServer service, Func<MonitorSettings, MonitorSettings> settings)
    {
        using var api = new GlobalpingApi(service.Address, TimeProvider.System);
        return await Checker(api).FailureAsync(s => settings(s with { Location = "berlin" }));
    }
}
