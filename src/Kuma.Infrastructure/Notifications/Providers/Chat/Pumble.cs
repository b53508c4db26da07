using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class Pumble : IHttpProvider
{
    public string Type => "pumble";

    public HttpCall Call(Notice notice) => HttpCall.Post(notice.Config.Text("webhookURL")).Json(new JsonBody
    {
        ["attachments"] = new[]
        {
            new JsonBody
            {
                ["title"] = notice.Pick("Uptime Kuma Alert", $"{notice.Name} is up", $"{notice.Name} is down"),
                ["text"] = notice.IsPlain ? notice.Text : notice.BeatText,
                ["color"] = notice.IsDown ? "#DC3645" : "#5BDD8B",
            },
        },
    });
}
