using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Email;

internal sealed class Resend : IHttpProvider
{
    public string Type => "Resend";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var name = config.Text("resendFromName").Trim() is { Length: > 0 } set ? set : "Uptime Kuma";
        return HttpCall.Post("https://api.resend.com/emails")
            .Bearer(config.Text("resendApiKey"))
            .Json(new JsonBody
            {
                ["from"] = $"{name} <{config.Text("resendFromEmail").Trim()}>",
                ["to"] = config["resendToEmail"],
                ["subject"] = config.TextOr("resendSubject", MailSubject.Default),
                ["text"] = notice.Text,
            });
    }

    public string Read(HttpAnswer answer, Notice notice) => MailSubject.Expect(answer, 200);
}
