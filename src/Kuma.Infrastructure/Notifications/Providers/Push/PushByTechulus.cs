using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Push;

internal sealed class PushByTechulus : IHttpProvider
{
    public string Type => "PushByTechulus";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        return HttpCall.Post($"https://push.techulus.com/api/v1/notify/{config.Text("pushAPIKey")}").Json(new JsonBody
        {
            ["title"] = config.TextOr("pushTitle", "Uptime-Kuma"),
            ["body"] = notice.Text,
            ["timeSensitive"] = config.IsNull("pushTimeSensitive") ? true : config["pushTimeSensitive"],
            ["channel"] = config.IfSet("pushChannel"),
            ["sound"] = config.IfSet("pushSound"),
        });
    }
}
