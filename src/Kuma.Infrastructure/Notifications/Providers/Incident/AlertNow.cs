using System.Globalization;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Incident;

/// <summary>An outage and its end carry the same <c>event_id</c>, so that the end closes it (docs/notifications.md).</summary>
internal sealed class AlertNow : IHttpProvider
{
    public string Type => "AlertNow";

    public HttpCall Call(Notice notice)
    {
        var prefix = notice.Pick(
            "", $"[{notice.Name}] ✅ Application is back online", $"[{notice.Name}] 🔴 Application went down");
        var link = notice is { BaseUrl.Length: > 0, Monitor: not null } ? $" >> {notice.Dashboard}" : "";
        return HttpCall.Post(notice.Config.Text("alertNowWebhookURL")).Json(new JsonBody
        {
            ["summary"] = $"{prefix} - {notice.Text}{link}",
            ["status"] = notice.IsUp ? "close" : "open",
            ["event_type"] = notice.IsUp ? "INFO" : "ERROR",
            ["event_id"] = notice.IsPlain
                ? notice.Now.ToString("yyyyMMdd", CultureInfo.InvariantCulture)
                : $"uptime-kuma-{notice.Monitor?.Text("id")}",
        });
    }
}
