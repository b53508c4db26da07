using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Home;

internal sealed class HomeAssistant : IHttpProvider
{
    private const string Picture = "https://github.com/louislam/uptime-kuma/blob/master/public/icon.png?raw=true";

    public string Type => "HomeAssistant";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var service = config.TextOr("notificationService", "notify");
        return HttpCall.Post($"{config.Text("homeAssistantUrl").Trim().TrimEnd('/')}/api/services/notify/{service}")
            .Bearer(config.Text("longLivedAccessToken"))
            .Json(new JsonBody
            {
                ["title"] = "Uptime Kuma",
                ["message"] = notice.Text,
                ["data"] = service is "persistent_notification" ? null : new JsonBody
                {
                    ["name"] = notice.Monitor?["name"],
                    ["status"] = notice.Beat?["status"],
                    ["channel"] = "Uptime Kuma",
                    ["icon_url"] = Picture,
                },
            });
    }
}
