using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kuma.Application.Settings;
using Kuma.Infrastructure.Notifications;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NSubstitute;

namespace Kuma.Infrastructure.Tests.Notifications;

/// <summary>
/// Every provider that speaks HTTP, in all its branches: what it sends for a test, an outage and its end, against <c>Golden/requests.txt</c>. An entry
/// of the settings may say in <c>$</c> which of the three, and what is different about the monitor, the heartbeat, the text or the base URL.
/// After a change that is meant, run with <c>KUMA_GOLDEN=write</c> in the environment and read the difference.
/// </summary>
public sealed partial class RequestGoldenTests
{
    private static readonly string[] Ordinary = ["Host", "User-Agent", "Content-Length", "Connection", "Accept-Encoding", "Accept"];
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonElement Mail = JsonElement.Parse(
        """{"smtpHost":"x","smtpPort":"x://","smtpSecure":true,"smtpUsername":"x","smtpFrom":"a@x.test","smtpTo":"b@x.test","smtpDkimDomain":"x"}""");
    private static readonly string[] NotOverHttp = ["apprise", "nostr", "smtp", "Webpush"];

    [Fact]
    public async Task Every_provider_sends_what_is_written_down()
    {
        var actual = new StringBuilder();
        foreach (var (type, config) in Settings())
        {
            actual.Append("== ").AppendLine(type).AppendLine(config.GetRawText()).AppendLine(await RequestsAsync(type, config));
        }

        var golden = Path.Combine(Path.GetDirectoryName(Here())!, "Golden", "requests.txt");
        if (Environment.GetEnvironmentVariable("KUMA_GOLDEN") is "write")
        {
            await File.WriteAllTextAsync(golden, actual.ToString());
        }

        actual.ToString().ShouldBe(await File.ReadAllTextAsync(golden));
    }

    /// <summary>Also what nobody could have typed into a form ends in words for the user, not in an error of the program.</summary>
    [Theory]
    [InlineData("plain")]
    [InlineData("down")]
    [InlineData("up")]
    public async Task Every_provider_bears_settings_that_are_missing_or_of_the_wrong_kind(string kind)
    {
        await using var bench = await Bench.StartAsync();
        foreach (var type in bench.Sender.Types)
        {
            foreach (var config in (string[])[$$"""{"type":"{{type}}"}""", Twisted(type)])
            {
                var message = Bench.Message(config, kind) with
                {
                    MonitorJson = kind is "plain" ? null : """{"id":1,"name":"x","type":"push","url":null,"tags":null}""",
                    HeartbeatJson = kind is "plain" ? null : $$"""{"monitorID":1,"status":{{(kind is "up" ? 1 : 0)}}}""",
                };
                try
                {
                    await bench.Sender.DeliverAsync(message, CancellationToken.None);
                }
                catch (NotificationFailedException e)
                {
                    e.Message.ShouldNotBeNull($"{config} {kind}");
                }
            }
        }
    }

    [Fact]
    public async Task Every_type_of_the_original_has_a_provider_and_every_HTTP_one_has_settings_here()
    {
        await using var bench = await Bench.StartAsync();

        bench.Sender.Types.Count.ShouldBe(105);
        Settings().Select(one => one.Type.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(bench.Sender.Types.Except(NotOverHttp).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("slackwebhookURL", "slack", "Request failed with status code 400 (code=ERR_BAD_REQUEST) (HTTP 400 Bad Request) no_text")]
    [InlineData("pagerdutyIntegrationUrl", "PagerDuty", "Request failed with status code 400")]
    [InlineData("goAlertBaseURL", "GoAlert", "no_text")]
    [InlineData("accessToken", "OneChat", "OneChat API Error: Unknown API error occurred.")]
    [InlineData("threemaRecipientType", "threema", "Invalid recipient identity or account not set up for basic mode (400).")]
    public async Task A_refusal_is_told_in_the_provider_s_way(string field, string type, string expected)
    {
        await using var bench = await Bench.StartAsync();
        bench.Mailbox.Answer = _ => (400, "no_text");
        var value = type is "threema" ? "phone" : "http://x/";

        var sending = bench.SendAsync($$"""{"type":"{{type}}","{{field}}":"{{value}}"}""", "down");

        (await sending.ShouldThrowAsync<NotificationFailedException>()).Message.ShouldBe(expected);
    }

    [Theory]
    [InlineData("AliyunSMS", """{"Message":"isv.BUSINESS_LIMIT_CONTROL"}""", "isv.BUSINESS_LIMIT_CONTROL")]
    [InlineData("bearsms", """{"status":"ERR","error_string":"bad hash"}""", "bad hash")]
    [InlineData("Cellsynt", "Error: Invalid login", " Invalid login")]
    [InlineData("clicksendsms", """{"data":{"messages":[{"status":"INVALID_RECIPIENT"}]}}""", "Something gone wrong. Api returned INVALID_RECIPIENT.")]
    [InlineData("DingDing", """{"errmsg":"keywords not in content"}""", "keywords not in content")]
    [InlineData("Ooredoo", """{"response_code":"7","response_message":"no credit"}""", "Ooredoo rejected the message: no credit")]
    [InlineData("promosms", """{"response":{"status":102}}""", "Something gone wrong. Api returned 102.")]
    [InlineData("PushDeer", """{"content":{"result":[]}}""", "Invalid PushDeer key")]
    [InlineData("serwersms", """{"error":{"code":1,"type":"T","message":"M"}}""", "SerwerSMS.pl API returned error code 1 (T) with error message: M")]
    [InlineData("smsc", """{"error_code":2,"error":"authorise error"}""", "Something gone wrong. Api returned code 2: authorise error")]
    [InlineData("SMSEagle", "wrong token", "SMSEagle API returned error: wrong token")]
    [InlineData("SMSGateway", """{"status":"failed","message":"busy"}""", "Failed to send SMS to +1: busy; +2: busy")]
    [InlineData("SMSPartner", """{"success":false,"response":{"status":9}}""", "Api returned 9.")]
    [InlineData("SMSPlanet", """{"errorMsg":"No money"}""", "No money")]
    [InlineData("Teltonika", """{"success":false,"errors":{"error":"Bad password"}}""", "Login failed: Bad password")]
    [InlineData("VK", """{"error":{"error_code":5,"error_msg":"auth"}}""", "VK API returned error 5: auth")]
    [InlineData("VKTeams", """{"ok":false,"description":"Invalid token"}""", "VKTeams API returned error: Invalid token")]
    [InlineData("WeCom", """{"errcode":93000,"errmsg":"invalid webhook"}""", "WeCom answered 93000: invalid webhook")]
    [InlineData("WPush", """{"code":1,"message":"no"}""", "no")]
    [InlineData("WxPusher", """{"code":1001,"msg":"no"}""", "no")]
    [InlineData("YZJ", """{"success":false}""", "yzj's server did not respond with the expected result")]
    [InlineData("bearsms", "<html>", "\"<html>\"")]
    [InlineData("Cellsynt", "", "Could not connect to Cellsynt, please try again.")]
    [InlineData("octopush version 1", """{ "error_code": "101" }""", "Octopush error {\"error_code\":\"101\"}")]
    [InlineData("Ooredoo", """{"response_code":"9"}""", "Ooredoo rejected the message: response_code=9")]
    [InlineData("PushDeer", """{"error":"busy"}""", "busy")]
    [InlineData("PushDeer", """{"content":{"result":["{\"success\":\"no\"}"]}}""", "Unknown error")]
    [InlineData("serwersms", "{}", "SerwerSMS.pl API returned an unexpected response")]
    [InlineData("SMSEagle v2", "[]", "SMSEagle API returned an empty response")]
    [InlineData("SMSEagle v2", """[{"status":"error","message":"🔴"}]""", "SMSEagle API returned error: [{\"status\":\"error\",\"message\":\"🔴\"}]")]
    [InlineData("SMSGateway", """{"status":"failed"}""", "Failed to send SMS to +1: unknown error; +2: unknown error")]
    [InlineData("SMSPlanet", "{}", "SMSPlanet server did not respond with the expected result")]
    [InlineData("VK", "{}", "Invalid VK API response")]
    [InlineData("YZJ", """{"success":false,"errmsg":"no robot"}""", "no robot")]
    [InlineData("Brevo", "{}", "Unexpected status code: 200")]
    [InlineData("nextcloudtalk", "{}", "Nextcloud Talk Error 200")]
    public async Task An_answer_of_200_that_says_no_is_a_failure(string type, string body, string expected)
    {
        await using var bench = await Bench.StartAsync();
        bench.Mailbox.Answer = _ => (200, body);
        var config = Settings().First(one => one.Type == type).Config.GetRawText();

        var sending = bench.SendAsync(config, "down");

        (await sending.ShouldThrowAsync<NotificationFailedException>()).Message.ShouldBe(expected);
    }

    [Theory]
    [InlineData("slack", "slackbutton", "", "down", true)]
    [InlineData("rocket.chat", "rocketbutton", "", "up", true)]
    [InlineData("slack", "slackbutton", "", "plain", false)]
    [InlineData("slack", "slackbutton", "https://set", "down", false)]
    [InlineData("webhook", "slackbutton", "", "down", false)]
    public async Task An_old_notification_s_own_address_becomes_the_setting(string type, string field, string known, string kind, bool becomes)
    {
        var settings = Substitute.For<ISettingStore>();
        settings.GetAsync(SettingKeys.PrimaryBaseUrl, Arg.Any<CancellationToken>())
            .Returns(_ => new ValueTask<JsonElement?>(JsonSerializer.SerializeToElement(known)));
        await using var bench = await Bench.StartAsync(change: services => services.Replace(ServiceDescriptor.Singleton(settings)));

        await bench.SendAsync($$"""{"type":"{{type}}","{{field}}":"https://old","slackwebhookURL":"https://x","rocketwebhookURL":"https://x","webhookURL":"https://x"}""", kind);

        await settings.Received(becomes ? 1 : 0).SetGeneralAsync(
            Arg.Is<IReadOnlyDictionary<string, JsonElement>>(values => values["primaryBaseURL"].GetString() == "https://old"), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("Resend", 201, "Unexpected status code: 201")]
    [InlineData("HaloPSA", 202, "Received unexpected status code 202 from notification provider HaloPSA")]
    public async Task Some_want_one_status(string type, int status, string expected)
    {
        await using var bench = await Bench.StartAsync();
        bench.Mailbox.Answer = _ => (status, "{}");

        var failure = await bench.SendAsync(Settings().First(one => one.Type == type).Config.GetRawText(), "down").ShouldThrowAsync<NotificationFailedException>();

        failure.Message.ShouldBe(expected);
    }

    [Fact]
    public async Task SMSEagle_tells_how_many_messages_were_taken()
    {
        await using var bench = await Bench.StartAsync();
        bench.Mailbox.Answer = _ => (200, """[{"status":"queued"},{"status":"error"}]""");

        (await bench.SendAsync(Settings().First(one => one.Type is "SMSEagle v2").Config.GetRawText(), "down")).ShouldBe("Sent 1/2 Messages Successfully.");
    }

    [Fact]
    public async Task Every_refusal_has_status_and_body_but_for_those_that_tell_less()
    {
        const string Bare = "Request failed with status code 409";
        await using var bench = await Bench.StartAsync();
        bench.Mailbox.Answer = _ => (409, """{ "e": "🔴" }""");
        var seen = new Dictionary<string, string>();

        foreach (var (type, config) in Settings().Where(one => !one.Type.Contains(' ', StringComparison.Ordinal)))
        {
            seen[type] = (await bench.SendAsync(config.GetRawText(), "down").ShouldThrowAsync<NotificationFailedException>(type)).Message;
        }

        var bare = (string[])["Bark", "FlashDuty", "JiraServiceManagement", "Opsgenie", "PagerDuty", "PagerTree", "Splunk", "threema"];
        seen.Where(one => one.Value == Bare).Select(one => one.Key).ShouldBe(bare, ignoreOrder: true);
        seen.Where(one => !bare.Contains(one.Key) && one.Value != $"{Bare} (code=ERR_BAD_REQUEST) (HTTP 409 Conflict) {{\"e\":\"🔴\"}}").ShouldBe(
        [
            new("GoAlert", """{"e":"🔴"}"""),
            new("OneChat", "OneChat API Error: Unknown API error occurred."),
        ]);
    }

    private static async Task<string> RequestsAsync(string type, JsonElement settings)
    {
        var config = JsonObject.Create(settings)!;
        var special = config["$"] as JsonObject;
        config.Remove("$");
        await using var bench = await Bench.StartAsync(
            special?["base"]?.GetValue<string>() ?? "https://kuma.example.com",
            services => services.Replace(ServiceDescriptor.Singleton(new NoticeRandom(count => [.. Enumerable.Repeat((byte)7, count)]))));
        var name = config["type"]!.GetValue<string>();
        bench.Mailbox.Answer = _ => (Answers.Status(name), type.StartsWith("SMSEagle", StringComparison.Ordinal) && !type.Contains("v2") ? "OK" : Answers.Good(name));
        var text = new StringBuilder();
        foreach (var kind in special?["kinds"]?.GetValue<string>().Split(' ') ?? ["plain", "down", "up"])
        {
            bench.Mailbox.Clear();
            var usual = Bench.Message(config.ToJsonString(), kind);
            var message = usual with
            {
                Text = special?["text"]?.GetValue<string>() ?? usual.Text,
                MonitorJson = Changed(usual.MonitorJson, special?["monitor"]),
                HeartbeatJson = Changed(usual.HeartbeatJson, special?["beat"]),
            };
            string words;
            try
            {
                words = await bench.Sender.DeliverAsync(message, CancellationToken.None);
            }
            catch (NotificationFailedException e)
            {
                words = $"refused: {e.Message}";
            }

            text.Append("-- ").AppendLine(kind);
            foreach (var request in bench.Mailbox.Requests.OrderBy(request => name is "smsir" ? request.Body : ""))
            {
                // SMS.IR gets all of them at once, in no order.
                Describe(text, request);
            }

            text.Append("=> ").AppendLine(words);
        }

        return text.ToString();
    }

    /// <summary>The object with other values; a member that becomes null is null, one that is called <c>-name</c> goes.</summary>
    private static string? Changed(string? json, JsonNode? changes)
    {
        if (json is null || changes is null)
        {
            return json;
        }

        var changed = JsonNode.Parse(json)!.AsObject();
        foreach (var (name, value) in changes.AsObject())
        {
            if (name.StartsWith('-'))
            {
                changed.Remove(name[1..]);
            }
            else
            {
                changed[name] = value?.DeepClone();
            }
        }

        return changed.ToJsonString(Readable);
    }

    private static void Describe(StringBuilder text, ReceivedRequest request)
    {
        text.Append(request.Method).Append(' ').AppendLine(request.Url);
        foreach (var (name, value) in request.Headers.OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase))
        {
            if (!Ordinary.Contains(name, StringComparer.OrdinalIgnoreCase) || (name is "Accept" && !value.StartsWith("application/json, text")))
            {
                text.Append(name).Append(": ").AppendLine(Boundary().Replace(value, "BOUNDARY"));
            }
        }

        if (request.Body.Length > 0)
        {
            text.AppendLine(Boundary().Replace(request.Body, "BOUNDARY").Replace("\r\n", "\n").TrimEnd('\n')
                .Replace(Bench.Down, "HEARTBEAT").Replace(Bench.Up, "HEARTBEAT").Replace(Bench.Monitor, "MONITOR"));
        }
    }

    /// <summary>The provider's settings, each with a value of another kind; addresses stay, so that there is a request to make.</summary>
    private static string Twisted(string type)
    {
        var twisted = new JsonObject { ["type"] = type };
        var usual = type is "smtp" ? Mail : Settings().FirstOrDefault(one => one.Type == type).Config;
        foreach (var field in usual.ValueKind is JsonValueKind.Object ? usual.EnumerateObject().Where(field => field.Name is not ("type" or "$")) : [])
        {
            twisted[field.Name] = field.Value.ValueKind switch
            {
                JsonValueKind.String when field.Value.GetString() is { } text && (text.Contains("://", StringComparison.Ordinal) || text.Contains('@')) => text,
                JsonValueKind.String => new JsonArray(1, null, "x"),
                JsonValueKind.Number => "many",
                JsonValueKind.True or JsonValueKind.False => new JsonObject { ["a"] = 1 },
                _ => 5,
            };
        }

        return twisted.ToJsonString();
    }

    private static string Here([CallerFilePath] string path = "") => path;

    private static List<(string Type, JsonElement Config)> Settings()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Notifications", "Golden", "settings.json"));
        return [.. JsonSerializer.Deserialize<JsonElement>(stream).EnumerateObject().Select(one => (one.Name, one.Value))];
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Boundary();
}
