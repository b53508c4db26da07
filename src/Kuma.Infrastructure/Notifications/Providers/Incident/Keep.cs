using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Incident;

internal sealed class Keep : IHttpProvider
{
    public string Type => "Keep";

    public HttpCall Call(Notice notice) =>
        HttpCall.Post($"{Escape.WithoutSlash(notice.Config.Text("webhookURL"))}/alerts/event/uptimekuma")
            .Header("x-api-key", notice.Config.Text("webhookAPIKey"))
            .Json(new JsonBody
            {
                ["heartbeat"] = JsonBody.OrNull(notice.Beat), ["monitor"] = JsonBody.OrNull(notice.Monitor), ["msg"] = notice.Text,
            });
}
