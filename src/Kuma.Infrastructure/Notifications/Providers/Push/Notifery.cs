using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Push;

internal sealed class Notifery : IHttpProvider
{
    public string Type => "notifery";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var link = notice is { BaseUrl.Length: > 0, Monitor: not null } ? $"\n\nMonitor: {notice.Dashboard}" : "";
        return HttpCall.Post("https://api.notifery.com/event")
            .Header("x-api-key", config.Text("notiferyApiKey"))
            .Json(new JsonBody
            {
                ["title"] = config.TextOr("notiferyTitle", "Uptime Kuma Alert"),
                ["message"] = notice.Text + link,
                ["group"] = config.IfSet("notiferyGroup"),
                ["code"] = notice.IsPlain ? null : notice.IsUp ? 0 : 1,
                ["duration"] = notice.Beat?.IfSet("ping"),
            });
    }
}
