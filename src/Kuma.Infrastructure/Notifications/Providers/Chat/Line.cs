using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class Line : IHttpProvider
{
    public string Type => "line";

    public HttpCall Call(Notice notice)
    {
        var text = notice.IsPlain
            ? notice.IsTest ? "Test Successful!" : notice.Text
            : $"UptimeKuma Alert: [{(notice.IsUp ? "✅ Up" : "🔴 Down")}]\nName: {notice.Name} \n{notice.BeatText}\n{notice.TimeLine}";
        return HttpCall.Post("https://api.line.me/v2/bot/message/push")
            .Bearer(notice.Config.Text("lineChannelAccessToken"))
            .Json(new JsonBody
            {
                ["to"] = notice.Config["lineUserID"],
                ["messages"] = new[] { new JsonBody { ["type"] = "text", ["text"] = text } },
            });
    }
}
