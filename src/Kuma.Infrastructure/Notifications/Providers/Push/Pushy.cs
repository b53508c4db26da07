using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Push;

internal sealed class Pushy : IHttpProvider
{
    public string Type => "pushy";

    public HttpCall Call(Notice notice) => HttpCall.Post($"https://api.pushy.me/push?api_key={notice.Config.Text("pushyAPIKey")}")
        .Json(new JsonBody
        {
            ["to"] = notice.Config["pushyToken"],
            ["data"] = new JsonBody { ["message"] = "Uptime-Kuma" },
            ["notification"] = new JsonBody { ["body"] = notice.Text, ["badge"] = 1, ["sound"] = "ping.aiff" },
        });
}
