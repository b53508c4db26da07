using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class RocketChat : IHttpProvider
{
    public string Type => "rocket.chat";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var body = new JsonBody
        {
            ["text"] = notice.IsPlain ? notice.Text : "Uptime Kuma Alert",
            ["channel"] = config["rocketchannel"],
            ["username"] = config["rocketusername"],
            ["icon_emoji"] = config["rocketiconemo"],
        };
        if (!notice.IsPlain)
        {
            body["attachments"] = new[]
            {
                new JsonBody
                {
                    ["title"] = $"Uptime Kuma Alert *Time ({notice.Zone})*\n{notice.LocalTime}",
                    ["text"] = $"*Message*\n{notice.Text}",
                    ["color"] = notice.IsUp ? "#32cd32" : "#ff0000",
                    ["title_link"] = notice.BaseUrl.Length > 0 ? notice.Dashboard : null,
                },
            };
        }

        return HttpCall.Post(config.Text("rocketwebhookURL")).Json(body);
    }
}
