using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Incident;

internal sealed class PagerDuty : IHttpProvider
{
    public string Type => "PagerDuty";

    public bool UsesProxy => false;

    public string? Skip(Notice notice) =>
        notice.IsUp && notice.Config.TextOr("pagerdutyAutoResolve", "0") is "0" ? "no action required" : null;

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        return HttpCall.Post(config.TextOr("pagerdutyIntegrationUrl", "https://events.pagerduty.com/v2/enqueue")).Json(new JsonBody
        {
            ["payload"] = new JsonBody
            {
                ["summary"] = notice.Pick(
                    $"[Uptime Kuma Alert] {notice.Text}",
                    $"[Uptime Kuma Monitor ✅ Up] [{notice.Name}] {notice.BeatText}",
                    $"[Uptime Kuma Monitor 🔴 Down] [{notice.Name}] {notice.BeatText}"),
                ["severity"] = config.TextOr("pagerdutyPriority", "warning"),
                ["source"] = notice.IsPlain ? "Uptime Kuma Test Button" : notice.IncidentAddress,
            },
            ["routing_key"] = config["pagerdutyIntegrationKey"],
            ["event_action"] = notice.IsUp ? config.Text("pagerdutyAutoResolve") : "trigger",
            ["dedup_key"] = notice.IsPlain ? "Uptime Kuma/test" : $"Uptime Kuma/{notice.Monitor?.Text("id")}",
        });
    }

    public string Read(HttpAnswer answer, Notice notice) => $"PagerDuty notification succeed: {answer.Reason}";

    public NotificationFailedException Explain(NotificationFailedException failure) => failure.Barely();
}
