using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Sms;

internal sealed class SmsGateway(NotificationHttp http) : INotificationProvider
{
    public string Type => "SMSGateway";

    public async Task<string> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        var config = notice.Config;
        var failures = new List<string>();
        foreach (var number in config.List("smsgatewayTo"))
        {
            var call = HttpCall.Post($"{config.Text("smsgatewayUrl").TrimEnd('/')}/api/v1/sms/send")
                .Header("X-API-Key", config.Text("smsgatewayApiKey"))
                .Json(new JsonBody { ["to"] = number, ["body"] = notice.Text });
            var answer = (await http.SendAsync(call, useProxy: true, cancellationToken)).Json;
            if (answer.Text("status") is "failed")
            {
                failures.Add($"{number}: {answer.TextOr("message", "unknown error")}");
            }
        }

        return failures.Count == 0 ? Notice.Sent : throw new NotificationFailedException($"Failed to send SMS to {string.Join("; ", failures)}");
    }
}
