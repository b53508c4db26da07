using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Incident;

/// <summary>The external id is the monitor's, so that its end closes its outage and no other (docs/notifications.md).</summary>
internal sealed class Signl4 : IHttpProvider
{
    public string Type => "SIGNL4";

    public HttpCall Call(Notice notice)
    {
        var body = new JsonBody
        {
            ["heartbeat"] = JsonBody.OrNull(notice.Beat),
            ["monitor"] = JsonBody.OrNull(notice.Monitor),
            ["msg"] = notice.Text,
            ["X-S4-SourceSystem"] = "UptimeKuma",
            ["monitorUrl"] = notice.Address,
        };
        if (notice.IsPlain)
        {
            body["title"] = "Uptime Kuma Alert";
            body["message"] = notice.Text;
        }
        else
        {
            body["title"] = notice.IsUp ? "Uptime Kuma Monitor ✅ Up" : "Uptime Kuma Monitor 🔴 Down";
            body["X-S4-ExternalID"] = $"UptimeKuma-{notice.Monitor?.Text("id")}";
            body["X-S4-Status"] = notice.IsUp ? "resolved" : "new";
        }

        return HttpCall.Post(notice.Config.Text("webhookURL")).Json(body);
    }
}
