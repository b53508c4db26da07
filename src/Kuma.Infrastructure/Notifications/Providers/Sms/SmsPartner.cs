using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Sms;

internal sealed class SmsPartner : IHttpProvider
{
    public string Type => "SMSPartner";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        return HttpCall.Post("https://api.smspartner.fr/v1/send")
            .Header("cache-control", "no-cache")
            .AcceptJson()
            .Json(new JsonBody
            {
                ["apiKey"] = config["smspartnerApikey"],
                ["sender"] = SmsText.Cut(config.Text("smspartnerSenderName"), 11),
                ["phoneNumbers"] = config["smspartnerPhoneNumber"],
                ["message"] = SmsText.Cut(notice.Ascii, 639),
            });
    }

    public string Read(HttpAnswer answer, Notice notice)
    {
        var status = answer.Json["response"] is { } response ? new Fields(response).Text("status") : "";
        return answer.Json.Text("success") is "true" ? Notice.Sent : throw new NotificationFailedException($"Api returned {status}.");
    }
}
