using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Push;

internal sealed class Pushover : IHttpProvider
{
    public string Type => "pushover";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var hasLink = notice is { BaseUrl.Length: > 0, Monitor: not null };

        // The target reads HTML: what a check found must not be taken for some.
        var message = Escape.Html(notice.Text);
        return HttpCall.Post("https://api.pushover.net/1/messages.json").Json(new JsonBody
        {
            ["message"] = notice.IsPlain ? message : $"{message}\n<b>Time ({notice.Zone})</b>: {notice.LocalTime}",
            ["user"] = config["pushoveruserkey"],
            ["token"] = config["pushoverapptoken"],
            ["sound"] = notice.IsUp && config.Has("pushoversounds_up") ? config["pushoversounds_up"] : config["pushoversounds"],
            ["priority"] = config["pushoverpriority"],
            ["title"] = config["pushovertitle"],
            ["retry"] = "30",
            ["expire"] = "3600",
            ["html"] = 1,
            ["url"] = hasLink ? notice.Dashboard : null,
            ["url_title"] = hasLink ? "Link to Monitor" : null,
            ["device"] = config.IfSet("pushoverdevice"),
            ["ttl"] = config.IfSet("pushoverttl"),
        });
    }
}
