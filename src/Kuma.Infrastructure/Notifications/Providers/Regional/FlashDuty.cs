using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed class FlashDuty : IHttpProvider
{
    public string Type => "FlashDuty";

    public bool UsesProxy => false;

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var key = config.Text("flashdutyIntegrationKey");
        var url = key.StartsWith("http", StringComparison.Ordinal)
            ? key
            : $"https://api.flashcat.cloud/event/push/alert/standard?integration_key={key}";
        var title = notice.Pick("Uptime Kuma Alert", "Uptime Kuma Monitor ✅ Up", "Uptime Kuma Monitor 🔴 Down");
        var name = notice.IsPlain ? "https://flashcat.cloud" : notice.Name;
        return HttpCall.Post(url).Json(new JsonBody
        {
            ["description"] = $"[{title}] [{name}] {(notice.IsPlain ? notice.Text : notice.BeatText)}",
            ["title"] = title,
            ["event_status"] = notice.Pick("Info", "Ok", config.TextOr("flashdutySeverity", "Info")),
            ["alert_key"] = notice.IsPlain ? Convert.ToHexStringLower(notice.Random(8)) : notice.Monitor?.Text("id"),
            ["labels"] = Labels(notice, name),
        });
    }

    public string Read(HttpAnswer answer, Notice notice) => $"FlashDuty notification succeed: {answer.Reason}";

    public NotificationFailedException Explain(NotificationFailedException failure) => failure.Barely();

    private static JsonBody Labels(Notice notice, string name)
    {
        var labels = new JsonBody { ["resource"] = notice.IsPlain ? notice.Text : notice.IncidentAddress, ["check"] = name };
        foreach (var tag in notice.Tags)
        {
            labels[tag.Text("name")] = tag["value"];
        }

        return labels;
    }
}
