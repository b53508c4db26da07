using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed class Feishu : IHttpProvider
{
    public string Type => "Feishu";

    public HttpCall Call(Notice notice) =>
        HttpCall.Post(notice.Config.Text("feishuWebHookUrl")).Json(notice.IsPlain ? Plain(notice) : Card(notice));

    private static JsonBody Plain(Notice notice) => new()
    {
        ["msg_type"] = "text", ["content"] = new JsonBody { ["text"] = notice.Text },
    };

    private static JsonBody Card(Notice notice)
    {
        var ping = notice.Beat is { } beat && !beat.IsNull("ping") ? $"{beat.Text("ping")} ms" : "N/A";
        string[] lines = [$"**Message**: {notice.BeatText}", $"**Ping**: {ping}", $"**Time ({notice.Zone})**: {notice.LocalTime}"];
        return new JsonBody
        {
            ["msg_type"] = "interactive",
            ["card"] = new JsonBody
            {
                ["config"] = new JsonBody { ["update_multi"] = false, ["wide_screen_mode"] = true },
                ["header"] = new JsonBody
                {
                    ["title"] = new JsonBody
                    {
                        ["tag"] = "plain_text", ["content"] = $"UptimeKuma Alert: [{(notice.IsUp ? "UP" : "Down")}] {notice.Name}",
                    },
                    ["template"] = notice.IsUp ? "green" : "red",
                },
                ["elements"] = new[]
                {
                    new JsonBody
                    {
                        ["tag"] = "div", ["text"] = new JsonBody { ["tag"] = "lark_md", ["content"] = string.Join('\n', lines) },
                    },
                },
            },
        };
    }
}
