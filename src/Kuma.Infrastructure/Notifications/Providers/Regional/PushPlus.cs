using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed class PushPlus : IHttpProvider
{
    public string Type => "PushPlus";

    public HttpCall Call(Notice notice) => HttpCall.Post("https://www.pushplus.plus/send").Json(new JsonBody
    {
        ["token"] = notice.Config["pushPlusSendKey"], ["title"] = notice.Title, ["content"] = notice.Text, ["template"] = "html",
    });
}
