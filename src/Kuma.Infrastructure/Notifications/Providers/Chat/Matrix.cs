using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class Matrix : IHttpProvider
{
    public string Type => "matrix";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var transaction = Convert.ToBase64String(notice.Random(20))[..20];
        var room = Escape.Component(config.Text("internalRoomId"));
        return HttpCall.Put($"{config.Text("homeserverUrl")}/_matrix/client/r0/rooms/{room}/send/m.room.message/{Escape.Component(transaction)}")
            .Bearer(config.Text("accessToken"))
            .Json(new JsonBody { ["msgtype"] = "m.text", ["body"] = notice.RenderIf("matrixUseTemplate", "matrixTemplate") });
    }
}
