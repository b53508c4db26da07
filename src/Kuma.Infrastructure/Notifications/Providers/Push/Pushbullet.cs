using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Push;

internal sealed class Pushbullet : IHttpProvider
{
    public string Type => "pushbullet";

    public HttpCall Call(Notice notice) => HttpCall.Post("https://api.pushbullet.com/v2/pushes")
        .Header("Access-Token", notice.Config.Text("pushbulletAccessToken"))
        .Json(new JsonBody { ["type"] = "note", ["title"] = DeviceMessage.Title(notice), ["body"] = DeviceMessage.Body(notice) });
}
