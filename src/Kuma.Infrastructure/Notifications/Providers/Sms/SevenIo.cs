using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Sms;

internal sealed class SevenIo : IHttpProvider
{
    public string Type => "SevenIO";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var address = notice.Address.Length > 0 ? $"({notice.Address}) " : "";
        var when = $"at {notice.LocalTime} ({notice.Zone})";
        return HttpCall.Post("https://gateway.seven.io/api/sms")
            .Header("X-API-Key", config.Text("sevenioApiKey"))
            .Json(new JsonBody
            {
                ["to"] = config["sevenioReceiver"],
                ["from"] = config.TextOr("sevenioSender", "Uptime Kuma"),
                ["text"] = notice.Pick(
                    notice.Text,
                    $"Your service {notice.Name} {address}went back up {when}.",
                    $"Your service {notice.Name} {address}went down {when}. Error: {notice.BeatText}"),
            });
    }
}
