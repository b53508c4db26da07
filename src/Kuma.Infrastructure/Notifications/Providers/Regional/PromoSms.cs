using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed class PromoSms : IHttpProvider
{
    private const int OneMessage = 159;
    private const int SeveralMessages = 639;

    public string Type => "promosms";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var isLong = config.Has("promosmsAllowLongSMS");
        return HttpCall.Post("https://promosms.com/api/rest/v3_2/sms")
            .Basic(config.Text("promosmsLogin"), config.Text("promosmsPassword"))
            .Header("Accept", "text/json")
            .Json(new JsonBody
            {
                ["recipients"] = new[] { config.Text("promosmsPhoneNumber") },
                ["text"] = Sms.SmsText.Cut(notice.Ascii, isLong ? SeveralMessages : OneMessage),
                ["long-sms"] = isLong,
                ["type"] = config.Integer("promosmsSMSType"),
                ["sender"] = config["promosmsSenderName"],
            });
    }

    public string Read(HttpAnswer answer, Notice notice)
    {
        var status = answer.Json["response"] is { } response ? new Fields(response).Text("status") : "";
        return status is "0" ? Notice.Sent : throw new NotificationFailedException($"Something gone wrong. Api returned {status}.");
    }
}
