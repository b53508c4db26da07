using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Incident;

internal sealed class Opsgenie : IHttpProvider
{
    public string Type => "Opsgenie";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var api = config.Text("opsgenieRegion") is "eu" ? "https://api.eu.opsgenie.com/v2/alerts" : "https://api.opsgenie.com/v2/alerts";
        var call = notice.IsUp
            ? HttpCall.Post($"{api}/{Escape.Component(notice.Name)}/close?identifierType=alias").Json(new JsonBody { ["source"] = "Uptime Kuma" })
            : HttpCall.Post(api).Json(Alert(notice));
        return call.Header("Authorization", $"GenieKey {config.Text("opsgenieApiKey")}");
    }

    public NotificationFailedException Explain(NotificationFailedException failure) => failure.Barely();

    private static JsonBody Alert(Notice notice) => notice.IsPlain
        ? new JsonBody
        {
            ["message"] = notice.Text, ["alias"] = "uptime-kuma-notification-test", ["source"] = "Uptime Kuma", ["priority"] = "P5",
        }
        : new JsonBody
        {
            ["message"] = $"Uptime Kuma Alert: {notice.Name}",
            ["alias"] = notice.Name,
            ["description"] = notice.Text,
            ["source"] = "Uptime Kuma",
            ["priority"] = $"P{notice.Config.TextOr("opsgeniePriority", "3")}",
        };
}
