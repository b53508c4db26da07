using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Push;

internal sealed class Gotify : IHttpProvider
{
    public string Type => "gotify";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        return HttpCall.Post($"{Escape.WithoutSlash(config.Text("gotifyserverurl"))}/message?token={config.Text("gotifyapplicationToken")}")
            .Json(new JsonBody
            {
                ["message"] = notice.Text,
                ["priority"] = config.IsNull("gotifyPriority") || config.Text("gotifyPriority").Length == 0 ? 8 : config["gotifyPriority"],
                ["title"] = "Uptime-Kuma",
            });
    }
}
