using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed class SpugPush : IHttpProvider
{
    public string Type => "SpugPush";

    public HttpCall Call(Notice notice) => HttpCall.Post($"https://push.spug.cc/send/{notice.Config.Text("templateKey")}").Json(new JsonBody
    {
        ["title"] = notice.Pick("Uptime Kuma Message", $"UptimeKuma 「{notice.Name}」 is Up", $"UptimeKuma 「{notice.Name}」 is Down"),
        ["content"] = notice.Pick(notice.Text, $"[✅ Up] {notice.BeatText}", $"[🔴 Down] {notice.BeatText}"),
    });
}
