using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Push;

internal sealed class Pinglet : IHttpProvider
{
    public string Type => "pinglet";

    public HttpCall Call(Notice notice) =>
        HttpCall.Post($"{Escape.WithoutSlash(notice.Config.Text("pingletPublishUrl"))}?rewrite=uptimekuma")
            .Bearer(notice.Config.Text("pingletApiKey"))
            .Json(new JsonBody
            {
                ["heartbeat"] = JsonBody.OrNull(notice.Beat), ["monitor"] = JsonBody.OrNull(notice.Monitor), ["msg"] = notice.Text,
            });
}
