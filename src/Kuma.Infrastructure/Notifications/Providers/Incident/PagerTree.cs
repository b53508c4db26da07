using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Incident;

internal sealed class PagerTree : IHttpProvider
{
    public string Type => "PagerTree";

    public bool UsesProxy => false;

    public string? Skip(Notice notice) => notice.IsUp && notice.Config.Text("pagertreeAutoResolve") is not "resolve" ? "" : null;

    public HttpCall Call(Notice notice) => HttpCall.Post(notice.Config.Text("pagertreeIntegrationUrl")).Json(new JsonBody
    {
        ["event_type"] = notice.IsUp ? "resolve" : "create",
        ["id"] = notice.Beat?["monitorID"] is { } id ? id : "uptime-kuma",
        ["title"] = notice.Pick<object>(notice.Text, JsonBody.Null, $"Uptime Kuma Monitor \"{notice.Name}\" is DOWN"),
        ["urgency"] = notice.Config["pagertreeUrgency"],
        ["heartbeat"] = JsonBody.OrNull(notice.Beat),
        ["monitor"] = JsonBody.OrNull(notice.Monitor),
    });

    public string Read(HttpAnswer answer, Notice notice) => $"PagerTree notification succeed: {answer.Reason}";

    public NotificationFailedException Explain(NotificationFailedException failure) => failure.Barely();
}
