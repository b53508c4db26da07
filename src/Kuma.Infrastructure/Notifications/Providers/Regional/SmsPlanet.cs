using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed class SmsPlanet : IHttpProvider
{
    public string Type => "SMSPlanet";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        return HttpCall.Post("https://api2.smsplanet.pl/sms")
            .Bearer(config.Text("smsplanetApiToken"))
            .Multipart(
                ("from", config.TextOrNull("smsplanetSenderName")),
                ("to", config.TextOrNull("smsplanetPhoneNumbers")),
                ("msg", Sms.SmsText.SwapRedCircle(notice.Text, "❌")));
    }

    public string Read(HttpAnswer answer, Notice notice) => answer.Json.Has("messageId")
        ? Notice.Sent
        : throw new NotificationFailedException(answer.Json.TextOr("errorMsg", "SMSPlanet server did not respond with the expected result"));
}
