using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed class DingDing : IHttpProvider
{
    public string Type => "DingDing";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var timestamp = notice.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var mentioning = config.Text("mentioning");
        var users = mentioning is "specify-users" ? List(config, "userList") : [];
        var mobiles = mentioning is "specify-mobiles" ? List(config, "mobileList") : [];

        // Who is to be called has to stand in the text as well.
        var tail = string.Join(' ', users.Concat(mobiles).Select(one => $"@{one}")) is { Length: > 0 } calls ? $"\n{calls}" : "";
        var state = notice.IsUp ? "UP" : "DOWN";
        var body = notice.IsPlain
            ? new JsonBody { ["msgtype"] = "text", ["text"] = new JsonBody { ["content"] = notice.Text + tail } }
            : new JsonBody
            {
                ["msgtype"] = "markdown",
                ["markdown"] = new JsonBody
                {
                    ["title"] = $"[{state}] {notice.Name}",
                    ["text"] = $"## [{state}] {notice.Name} \n> {notice.BeatText}\n> {notice.TimeLine}{tail}",
                },
            };
        body["at"] = new JsonBody { ["isAtAll"] = mentioning is "everyone", ["atUserIds"] = users, ["atMobiles"] = mobiles };
        var signature = Signature(config.Text("secretKey"), timestamp);
        return HttpCall.Post($"{config.Text("webHookUrl")}&timestamp={timestamp}&sign={Escape.Component(signature)}").Json(body);
    }

    public string Read(HttpAnswer answer, Notice notice) =>
        answer.Json.Text("errmsg") is "ok" ? Notice.Sent : throw new NotificationFailedException(answer.Json.Text("errmsg"));

    internal static string Signature(string secret, string timestamp) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}\n{secret}")));

    private static string[] List(Fields config, string name) =>
        config[name] is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(Fields.Print)] : [];
}
