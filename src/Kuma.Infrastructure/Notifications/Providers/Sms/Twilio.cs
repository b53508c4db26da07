using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Sms;

internal sealed class Twilio : IHttpProvider
{
    public string Type => "twilio";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var account = config.Text("twilioAccountSID");
        return HttpCall.Post($"https://api.twilio.com/2010-04-01/Accounts/{account}/Messages.json")
            .Basic(config.TextOr("twilioApiKey", account), config.Text("twilioAuthToken"))
            .Form(
                ("To", config.Text("twilioToNumber")),
                ("From", config.Text("twilioFromNumber")),
                ("Body", notice.Text),
                ("MessagingServiceSid", config.Has("twilioMessagingServiceSID") ? config.Text("twilioMessagingServiceSID") : null));
    }
}
