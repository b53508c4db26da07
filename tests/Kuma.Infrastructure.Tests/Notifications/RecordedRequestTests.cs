using System.Text.Json.Nodes;

namespace Kuma.Infrastructure.Tests.Notifications;

/// <summary>What the original sent, letter by letter in the address and member by member in the body.</summary>
public sealed class RecordedRequestTests
{
    public static TheoryData<string> Names => [.. Recorded().Select(recorded => recorded.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_request_is_that_of_the_original(string name)
    {
        var recorded = Recorded().Single(one => one.Name == name);
        await using var bench = await Bench.StartAsync();
        bench.Mailbox.Answer = request => (200, request.Method is "GET" ? """{"avatar":"x","id":1,"data":[{"status":"OK"}]}""" : Answers.Good(recorded.Type));

        await bench.SendAsync(recorded.Config, recorded.Kind);

        var request = bench.Mailbox.Requests[^1];
        $"{request.Method} {request.Url}".ShouldBe(recorded.Line);
        if (recorded.Body is { } body)
        {
            JsonNode.DeepEquals(JsonNode.Parse(request.Body), JsonNode.Parse(body)).ShouldBeTrue($"expected {body}\ngot      {request.Body}");
        }
        else
        {
            request.Body.ShouldBeEmpty();
        }
    }

    private static List<Request> Recorded()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Notifications", "Golden", "recorded.txt"));
        return
        [
            .. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(block =>
            {
                var lines = block.Trim('\n').Split('\n');
                var (type, kind) = (lines[0].Split(' ')[0], lines[0].Split(' ')[1]);
                var body = lines.ElementAtOrDefault(3)?
                    .Replace("HEARTBEAT", kind is "up" ? Bench.Up : Bench.Down)
                    .Replace("MONITOR", Bench.Monitor);
                return new Request(lines[0], type, kind, lines[1], lines[2], body);
            }),
        ];
    }

    private sealed record Request(string Name, string Type, string Kind, string Config, string Line, string? Body);
}

/// <summary>Answers that providers take for a success; most look at the status alone.</summary>
internal static class Answers
{
    public static string Good(string type) => type switch
    {
        "AliyunSMS" => """{"Message":"OK"}""",
        "bearsms" => """{"data":[{"status":"OK"}]}""",
        "Cellsynt" or "egosms" => "OK: 1",
        "clicksendsms" => """{"data":{"messages":[{"status":"SUCCESS"}]}}""",
        "DingDing" => """{"errmsg":"ok"}""",
        "JiraServiceManagement" => """{"id":"abc"}""",
        "octopush" => """{"error_code":"000"}""",
        "Ooredoo" => """{"response_code":"0"}""",
        "promosms" => """{"response":{"status":0}}""",
        "PushDeer" => """{"content":{"result":["{\"success\":\"ok\"}"]}}""",
        "serwersms" or "YZJ" or "SMSPartner" => """{"success":true}""",
        "smsc" => """{"id":1}""",
        "SMSEagle" => """[{"status":"queued"},{"status":"queued"}]""",
        "SMSPlanet" => """{"messageId":"1"}""",
        "Teltonika" => """{"success":true,"data":{"token":"T"}}""",
        "VK" => """{"response":1}""",
        "WPush" => """{"code":0}""",
        "WxPusher" => """{"code":1000}""",
        _ => "{}",
    };

    public static int Status(string type) => type is "Brevo" or "nextcloudtalk" ? 201 : 200;
}
