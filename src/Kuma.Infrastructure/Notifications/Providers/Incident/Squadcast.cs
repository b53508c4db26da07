using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Incident;

internal sealed class Squadcast : IHttpProvider
{
    public string Type => "squadcast";

    public HttpCall Call(Notice notice)
    {
        var tags = new JsonBody();
        if (!notice.IsPlain)
        {
            tags["AlertAddress"] = notice.Address;
            foreach (var tag in notice.Tags)
            {
                tags[tag.Text("name")] = new JsonBody { ["value"] = tag["value"], ["color"] = tag.IsNull("color") ? null : tag["color"] };
            }
        }

        return HttpCall.Post(notice.Config.Text("squadcastWebhookURL")).Json(new JsonBody
        {
            ["message"] = notice.Pick(notice.Text, $"{notice.Name} is UP", $"{notice.Name} is DOWN"),
            ["description"] = notice.BeatText,
            ["tags"] = tags,
            ["heartbeat"] = JsonBody.OrNull(notice.Beat),
            ["source"] = "uptime-kuma",
            ["event_id"] = notice.Beat?["monitorID"],
            ["status"] = notice.Pick(null, "resolve", "trigger"),
        });
    }
}
