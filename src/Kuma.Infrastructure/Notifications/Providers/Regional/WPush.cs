using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed class WPush : IHttpProvider
{
    public string Type => "WPush";

    public HttpCall Call(Notice notice) => HttpCall.Post("https://api.wpush.cn/api/v1/send").Json(new JsonBody
    {
        ["title"] = notice.Title,
        ["content"] = notice.Text,
        ["apikey"] = notice.Config["wpushAPIkey"],
        ["channel"] = notice.Config["wpushChannel"],
    });

    public string Read(HttpAnswer answer, Notice notice) =>
        answer.Json.Integer("code") is 0 ? Notice.Sent : throw new NotificationFailedException(answer.Json.Text("message"));
}
