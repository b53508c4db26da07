using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed class WeCom : IHttpProvider
{
    public string Type => "WeCom";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var title = notice.Pick("UptimeKuma Message", "UptimeKuma Monitor Up", "UptimeKuma Monitor Down");
        var mobiles = config.List("weComMentionedMobileList");
        return HttpCall.Post($"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={config.Text("weComBotKey")}").Json(new JsonBody
        {
            ["msgtype"] = "text",
            ["text"] = new JsonBody
            {
                ["content"] = $"{title}\n{notice.Text}", ["mentioned_mobile_list"] = mobiles.Length > 0 ? mobiles : null,
            },
        });
    }

    public string Read(HttpAnswer answer, Notice notice) => answer.Json.Has("errcode")
        ? throw new NotificationFailedException($"WeCom answered {answer.Json.Text("errcode")}: {answer.Json.Text("errmsg")}")
        : Notice.Sent;
}
