using System.Text.Json.Nodes;
using Kuma.Infrastructure.Notifications;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Tests.Notifications;

public sealed class WebhookTests : IAsyncLifetime
{
    private Bench? _bench;

    private Bench Bench => _bench ?? throw new InvalidOperationException("The test is not initialised.");

    public async ValueTask InitializeAsync() => _bench = await Bench.StartAsync();

    public ValueTask DisposeAsync() => Bench.DisposeAsync();

    [Fact]
    public async Task Json_carries_the_message_the_monitor_and_the_heartbeat()
    {
        (await Bench.SendAsync(Config(), "down")).ShouldBe("Sent Successfully.");

        var request = Bench.Mailbox.Requests.ShouldHaveSingleItem();
        request.Method.ShouldBe("POST");
        request.Url.ShouldBe("http://hook.example/in");
        request.Headers["Content-Type"].ShouldBe("application/json");
        request.Headers["User-Agent"].ShouldStartWith("Uptime-Kuma/");
        request.Body.ShouldBe($$"""{"heartbeat":{{Bench.Down}},"monitor":{{Bench.Monitor}},"msg":"[My (Site)] [🔴 Down] timeout"}""");
    }

    [Fact]
    public async Task A_plain_notice_has_neither_monitor_nor_heartbeat()
    {
        await Bench.SendAsync(Config(), "plain");

        Bench.Mailbox.Requests[0].Body.ShouldBe("""{"heartbeat":null,"monitor":null,"msg":"My Alert (1) Testing"}""");
    }

    [Fact]
    public async Task A_form_carries_the_same_JSON_in_one_part()
    {
        await Bench.SendAsync(Config(("webhookContentType", "form-data"), ("webhookAdditionalHeaders", """{"Content-Type":"text/plain"}""")), "plain");

        var request = Bench.Mailbox.Requests[0];
        request.Headers["Content-Type"].ShouldStartWith("multipart/form-data; boundary=");
        request.Body.ShouldContain("""name="data""");
        request.Body.ShouldContain("""{"heartbeat":null,"monitor":null,"msg":"My Alert (1) Testing"}""");
    }

    [Theory]
    [InlineData("plain", "Monitor Name not available|⚠️ Test|testing.hostname|My Alert (1) Testing|")]
    [InlineData("up", "My (Site)|✅ Up|https://example.com/a?b=1|[My (Site)] [✅ Up] 200 - OK|123")]
    public async Task A_custom_body_is_a_template(string kind, string expected)
    {
        await Bench.SendAsync(
            Config(("webhookContentType", "custom"), ("webhookCustomBody", "{{ name }}|{{STATUS}}|{{ hostnameOrURL }}|{{ msg }}|{{ heartbeatJSON['ping'] }}")), kind);

        Bench.Mailbox.Requests[0].Body.ShouldBe(expected);
        Bench.Mailbox.Requests[0].Headers["Content-Type"].ShouldBe("application/x-www-form-urlencoded");
    }

    [Theory]
    [InlineData("  {\"a\": 1} ", "{\"a\": 1}")]
    [InlineData("not json", "\"not json\"")]
    public async Task Under_a_JSON_content_type_a_custom_body_is_JSON(string body, string sent)
    {
        await Bench.SendAsync(
            Config(("webhookContentType", "custom"), ("webhookCustomBody", body), ("webhookAdditionalHeaders", """{"Content-Type":"application/json","X-A":"b"}""")),
            "plain");

        Bench.Mailbox.Requests[0].Body.ShouldBe(sent);
        Bench.Mailbox.Requests[0].Headers["Content-Type"].ShouldBe("application/json");
        Bench.Mailbox.Requests[0].Headers["X-A"].ShouldBe("b");
    }

    [Theory]
    [InlineData("{{ msg | upcase }}", "MY ALERT (1) TESTING")]
    [InlineData("{{ monitorJSON | json }}{{ nothing }}", "null")]
    [InlineData("{{ NAME }}|{{ HOSTNAME_OR_URL }}|{{ STATUS }}|{{ Msg }}", "Monitor Name not available|testing.hostname|⚠️ Test|")]
    [InlineData("{% if heartbeatJSON %}beat{% else %}none{% endif %}", "none")]
    public async Task Templates_are_Liquid(string template, string expected)
    {
        await Bench.SendAsync(Config(("webhookContentType", "custom"), ("webhookCustomBody", template)), "plain");

        Bench.Mailbox.Requests[0].Body.ShouldBe(expected);
    }

    [Theory]
    [InlineData("{% nope %}", "tag \"nope\" not found, line:1, col:1")]
    [InlineData("{{ broken", "output \"{{ broken\" not closed, line:1, col:1")]
    [InlineData("{% include 'x' %}", "ENOENT")]
    [InlineData("{% render 'x' %}", "ENOENT")]
    [InlineData("{% layout 'x' %}", "ENOENT")]
    [InlineData("{% for i in (1..100000000) %}{{ i }}{% endfor %}", "")]
    public async Task A_template_with_a_mistake_fails_in_the_engine_s_words_and_sends_nothing(string template, string expected)
    {
        var sending = Bench.SendAsync(Config(("webhookContentType", "custom"), ("webhookCustomBody", template)), "plain");

        (await sending.ShouldThrowAsync<NotificationFailedException>()).Message.ShouldContain(expected);
        Bench.Mailbox.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_GET_carries_everything_in_the_query()
    {
        await Bench.SendAsync(Config(("httpMethod", "get"), ("webhookURL", "https://x")), "plain");
        await Bench.SendAsync(Config(("httpMethod", "get"), ("webhookURL", "https://x/y?a=1#z")), "down");

        Bench.Mailbox.Requests[0].Url.ShouldBe("https://x/?msg=My+Alert+(1)+Testing");
        Bench.Mailbox.Requests[1].Url.ShouldStartWith("https://x/y?a=1&msg=[My+(Site)]+[%F0%9F%94%B4+Down]+timeout&heartbeat=%7B%22monitorID%22:7,");
    }

    [Theory]
    [InlineData("https://me:se%20cret@hook.example/in", "https://hook.example/in", "Basic bWU6c2UgY3JldA==")]
    [InlineData("https://me@hook.example", "https://hook.example/", "Basic bWU6")]
    [InlineData("https://bücher.example:8443/ü?ü#x", "https://xn--bcher-kva.example:8443/%C3%BC?%C3%BC", "Bearer x")]
    public async Task A_name_and_a_password_in_the_address_are_those_of_the_request(string url, string expected, string authorization)
    {
        await Bench.SendAsync(Config(("webhookURL", url), ("webhookAdditionalHeaders", """{"Authorization":"Bearer x"}""")), "plain");

        Bench.Mailbox.Requests[0].Url.ShouldBe(expected);
        Bench.Mailbox.Requests[0].Headers["Authorization"].ShouldBe(authorization);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("http://proxy:3128", "http://proxy:3128/")]
    [InlineData("https://proxy", "https://proxy/")]
    [InlineData("socks://a:b@proxy:1080", "socks5://a:b@proxy:1080/")]
    [InlineData("socks4://proxy:1080", "socks4://proxy:1080/")]
    [InlineData("socks5h://proxy:1080", "socks5://proxy:1080/")]
    [InlineData("ftp://proxy", null)]
    public void The_proxy_of_notifications_is_read_from_its_variable(string? text, string? expected) =>
        NotificationHttp.ProxyOf(text)?.AbsoluteUri.ShouldBe(expected);

    [Theory]
    [InlineData("proxy:3128")]
    [InlineData("not a proxy")]
    public void A_proxy_that_is_no_address_stops_the_message(string text) =>
        Should.Throw<NotificationFailedException>(() => NotificationHttp.ProxyOf(text));

    [Theory]
    [InlineData(500, """{ "error": "nope" }""", "Request failed with status code 500 (code=ERR_BAD_RESPONSE) (HTTP 500 Internal Server Error) {\"error\":\"nope\"}")]
    [InlineData(404, """{"e":1}""", "Request failed with status code 404 (code=ERR_BAD_REQUEST) (HTTP 404 Not Found) {\"e\":1}")]
    [InlineData(403, "go away", "Request failed with status code 403 (code=ERR_BAD_REQUEST) (HTTP 403 Forbidden) go away")]
    [InlineData(302, "", "Request failed with status code 302 (HTTP 302 Found)")]
    public async Task A_refusal_is_told_with_status_and_body(int status, string body, string expected)
    {
        Bench.Mailbox.Answer = _ => (status, body);

        var failure = await Bench.SendAsync(Config(), "plain").ShouldThrowAsync<NotificationFailedException>();

        failure.Message.ShouldBe(expected);
        failure.IsTransient.ShouldBe(status == 500);
    }

    [Theory]
    [InlineData("webhookAdditionalHeaders", "{bad", "Additional Headers is not a valid JSON")]
    [InlineData("webhookURL", "ftp://x/", "Invalid URL (code=ERR_INVALID_URL)")]
    [InlineData("type", "doesNotExist", "Notification type is not supported")]
    public async Task Wrong_settings_are_refused(string field, string value, string expected)
    {
        var failure = await Bench.SendAsync(Config((field, value)), "plain").ShouldThrowAsync<NotificationFailedException>();

        failure.Message.ShouldBe(expected);
        failure.IsTransient.ShouldBeFalse();
    }

    private static string Config(params (string Name, string Value)[] more)
    {
        var config = new JsonObject { ["type"] = "webhook", ["webhookURL"] = "http://hook.example/in", ["httpMethod"] = "post", ["webhookContentType"] = "json" };
        foreach (var (name, value) in more)
        {
            config[name] = value;
        }

        return config.ToJsonString();
    }
}
