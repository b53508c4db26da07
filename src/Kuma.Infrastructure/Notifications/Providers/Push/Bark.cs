using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Push;

internal sealed class Bark : IHttpProvider
{
    public string Type => "Bark";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var endpoint = Escape.WithoutSlash(config.Text("barkEndpoint"));
        var title = notice.Pick("UptimeKuma Message", "UptimeKuma Monitor Up", "UptimeKuma Monitor Down");
        if (config.Text("apiVersion") is "v2")
        {
            return HttpCall.Post(endpoint).Json(new JsonBody
            {
                ["title"] = title,
                ["body"] = notice.Text,
                ["icon"] = Notice.Icon,
                ["sound"] = config.TextOr("barkSound", "telegraph"),
                ["group"] = config.TextOr("barkGroup", "UptimeKuma"),
            });
        }

        var group = config.IsNull("barkGroup") ? "UptimeKuma" : config.Text("barkGroup");
        var sound = config.IsNull("barkSound") ? "telegraph" : config.Text("barkSound");
        return HttpCall.Get($"{endpoint}/{Escape.Component(title)}/{Escape.Component(notice.Text)}?icon={Notice.Icon}&group={group}&sound={sound}");
    }

    public string Read(HttpAnswer answer, Notice notice) => $"Bark notification succeed: {answer.Reason}";

    public NotificationFailedException Explain(NotificationFailedException failure) => failure.Barely();
}
