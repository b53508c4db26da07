using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed class Yzj : IHttpProvider
{
    public string Type => "YZJ";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        return HttpCall.Post($"{config.Text("yzjWebHookUrl")}?yzjtype=0&yzjtoken={config.Text("yzjToken")}").Json(new JsonBody
        {
            ["content"] = notice.IsPlain
                ? notice.Text
                : $"{(notice.IsUp ? "✅" : "❌")} {notice.Name} \n> {notice.BeatText}\n> {notice.TimeLine}",
        });
    }

    public string Read(HttpAnswer answer, Notice notice) => answer.Json.Has("success")
        ? Notice.Sent
        : throw new NotificationFailedException(answer.Json.TextOr("errmsg", "yzj's server did not respond with the expected result"));
}
