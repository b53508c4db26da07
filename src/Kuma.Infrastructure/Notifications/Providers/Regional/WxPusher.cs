using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed class WxPusher(NotificationHttp http) : INotificationProvider
{
    private const int BatchSize = 10;
    private const int SummaryLength = 100;
    private const int Taken = 1000;

    public string Type => "WxPusher";

    public async Task<string> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        var people = notice.Config.List("wxpusherSPT");
        if (people.Length == 0)
        {
            throw new NotificationFailedException("No WxPusher SPT is configured");
        }

        foreach (var batch in people.Chunk(BatchSize))
        {
            var call = HttpCall.Post("https://wxpusher.zjiecode.com/api/send/message/simple-push").Json(new JsonBody
            {
                ["content"] = notice.Text,
                ["summary"] = Sms.SmsText.Cut(notice.Title, SummaryLength),
                ["contentType"] = 1,
                ["sptList"] = batch,
            });
            var answer = (await http.SendAsync(call, useProxy: true, cancellationToken)).Json;
            if (answer.Integer("code") is not Taken)
            {
                throw new NotificationFailedException(answer.Text("msg"));
            }
        }

        return Notice.Sent;
    }
}
