using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Incident;

internal sealed class GrafanaOncall : IHttpProvider
{
    public string Type => "GrafanaOncall";

    public HttpCall Call(Notice notice)
    {
        if (!notice.Config.Has("GrafanaOncallURL"))
        {
            throw new NotificationFailedException("GrafanaOncallURL cannot be empty");
        }

        return HttpCall.Post(notice.Config.Text("GrafanaOncallURL")).Json(new JsonBody
        {
            ["title"] = notice.Pick("General notification", $"{notice.Name} is up", $"{notice.Name} is down"),
            ["message"] = notice.IsPlain ? notice.Text : notice.BeatText,
            ["state"] = notice.IsUp ? "ok" : "alerting",
        });
    }
}
