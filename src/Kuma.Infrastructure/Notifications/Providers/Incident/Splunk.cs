using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Incident;

internal sealed class Splunk : IHttpProvider
{
    public string Type => "Splunk";

    public bool UsesProxy => false;

    public string? Skip(Notice notice) =>
        notice.IsUp && notice.Config.TextOr("splunkAutoResolve", "0") is "0" ? "No action required" : null;

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var title = notice.Pick("Uptime Kuma Alert", "Uptime Kuma Monitor ✅ Up", "Uptime Kuma Monitor 🔴 Down");
        var address = notice.IsPlain ? "Uptime Kuma Test Button" : notice.IncidentAddress;
        return HttpCall.Post(config.Text("splunkRestURL")).Json(new JsonBody
        {
            ["message_type"] = config[notice.IsUp ? "splunkAutoResolve" : "splunkSeverity"],
            ["state_message"] = $"[{title}] [{address}] {(notice.IsPlain ? notice.Text : notice.BeatText)}",
            ["entity_display_name"] = $"Uptime Kuma Alert: {(notice.IsPlain ? "Test" : notice.Name)}",
            ["routing_key"] = config["pagerdutyIntegrationKey"],
            ["entity_id"] = $"Uptime Kuma/{(notice.IsPlain ? "test" : notice.Monitor?.Text("id"))}",
        });
    }

    public string Read(HttpAnswer answer, Notice notice) => $"Splunk notification succeed: {answer.Reason}";

    public NotificationFailedException Explain(NotificationFailedException failure) => failure.Barely();
}
