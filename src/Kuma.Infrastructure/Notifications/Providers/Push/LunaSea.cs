using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Push;

internal sealed class LunaSea : IHttpProvider
{
    public string Type => "lunasea";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var target = config.Text("lunaseaTarget") is "user" ? $"user/{config.Text("lunaseaUserID")}" : $"device/{config.Text("lunaseaDevice")}";
        return HttpCall.Post($"https://notify.lunasea.app/v1/custom/{target}")
            .Json(new JsonBody { ["title"] = DeviceMessage.Title(notice), ["body"] = DeviceMessage.Body(notice) });
    }
}

/// <summary>Title and body as LunaSea and Pushbullet show them.</summary>
internal static class DeviceMessage
{
    public static string Title(Notice notice) => notice.IsPlain ? "Uptime Kuma Alert" : $"UptimeKuma Alert: {notice.Name}";

    public static string Body(Notice notice) => notice.IsPlain
        ? notice.Text
        : $"[{(notice.IsUp ? "✅ Up" : "🔴 Down")}] {notice.BeatText}\n{notice.TimeLine}";
}
