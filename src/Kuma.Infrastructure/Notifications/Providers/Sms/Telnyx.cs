using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Sms;

internal sealed class Telnyx : IHttpProvider
{
    public string Type => "telnyx";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        return HttpCall.Post("https://api.telnyx.com/v2/messages")
            .Bearer(config.Text("telnyxApiKey"))
            .Json(new JsonBody
            {
                ["from"] = config["telnyxPhoneNumber"],
                ["to"] = config["telnyxToNumber"],
                ["text"] = notice.Text,
                ["messaging_profile_id"] = config.IfSet("telnyxMessagingProfileId"),
            });
    }
}
