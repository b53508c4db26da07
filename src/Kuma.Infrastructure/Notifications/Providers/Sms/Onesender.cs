using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Sms;

internal sealed class Onesender : IHttpProvider
{
    public string Type => "Onesender";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var isPrivate = config.Text("onesenderTypeReceiver") is "private";
        return HttpCall.Post(config.Text("onesenderURL"))
            .Bearer(config.Text("onesenderToken"))
            .Json(new JsonBody
            {
                ["heartbeat"] = JsonBody.OrNull(notice.Beat),
                ["monitor"] = JsonBody.OrNull(notice.Monitor),
                ["msg"] = notice.Text,
                ["to"] = $"{config.Text("onesenderReceiver")}@{(isPrivate ? "s.whatsapp.net" : "g.us")}",
                ["type"] = "text",
                ["recipient_type"] = isPrivate ? "individual" : "group",
                ["text"] = new JsonBody { ["body"] = notice.Text },
            });
    }
}
