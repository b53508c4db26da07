using System.Globalization;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class HaloPsa : IHttpProvider
{
    public string Type => "HaloPSA";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var call = HttpCall.Post(config.Text("halowebhookurl")).Json(new JsonBody
        {
            ["title"] = "Uptime Kuma Alert",
            ["status"] = notice.Pick("UNKNOWN", "UP", "DOWN"),
            ["monitor"] = notice.Name is { Length: > 0 } name ? name : "No Monitor",
            ["monitor_id"] = JsonBody.OrNull(notice.Monitor?["id"]),
            ["message"] = notice.Text,
            ["timestamp"] = notice.Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            ["uptime_kuma_version"] = NotificationHttp.Version,
        });
        return config.Has("haloUsername") && config.Has("haloPassword")
            ? call.Basic(config.Text("haloUsername"), config.Text("haloPassword"))
            : call;
    }

    public string Read(HttpAnswer answer, Notice notice) => answer.Status is 200 or 201 or 204
        ? "Sent successfully."
        : throw new NotificationFailedException($"Received unexpected status code {answer.Status} from notification provider HaloPSA");
}
