using System.Text.Json;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed class BearSms : IHttpProvider
{
    public string Type => "bearsms";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var text = Sms.SmsText.WithoutStateEmoji(notice.Text);
        return HttpCall.Get(Escape.WithQuery("https://app.bearsms.com/index.php", Escape.Form(
            ("app", "ws"),
            ("u", config.Text("bearsmsUsername")),
            ("h", config.Text("bearsmsHashKey")),
            ("op", "pv"),
            ("to", config.Text("bearsmsPhoneNumber")),
            ("msg", text),
            ("from", config.Has("bearsmsSenderId") ? config.Text("bearsmsSenderId") : null),
            ("unicode", text.All(char.IsAscii) ? null : "1"))));
    }

    public string Read(HttpAnswer answer, Notice notice)
    {
        var json = answer.Json;
        var wasTaken = json["data"] is { ValueKind: JsonValueKind.Array } data
            && data.EnumerateArray().Any(entry => new Fields(entry).Text("status") is "OK");
        return json.Text("status") is not "ERR" && !json.Has("error_string") && wasTaken
            ? Notice.Sent
            : throw new NotificationFailedException(json.TextOr("error_string", JsonText.AsJson(answer.Body)));
    }
}
