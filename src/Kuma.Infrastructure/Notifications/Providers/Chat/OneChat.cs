using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class OneChat : IHttpProvider
{
    public string Type => "OneChat";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        return HttpCall.Post("https://chat-api.one.th/message/api/v1/push_message")
            .Bearer(config.Text("accessToken"))
            .Json(new JsonBody
            {
                ["to"] = config["recieverId"],
                ["bot_id"] = config["botId"],
                ["type"] = "text",
                ["message"] = notice.IsPlain
                    ? notice.IsTest ? "Test Successful!" : notice.Text
                    : $"UptimeKuma Alert:\n[{(notice.IsUp ? "🟢 Up" : "🔴 Down")}]\nName: {notice.Name}\n{notice.BeatText}\n{notice.TimeLine}",
            });
    }

    public NotificationFailedException Explain(NotificationFailedException failure)
    {
        if (failure.Status == 0)
        {
            return failure;
        }

        var answer = new HttpAnswer(failure.Status, "", failure.Body).Json;
        return failure.Reworded($"OneChat API Error: {answer.TextOr("message", "Unknown API error occurred.")}");
    }
}
