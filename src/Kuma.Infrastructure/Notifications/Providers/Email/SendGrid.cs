using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Email;

internal sealed class SendGrid : IHttpProvider
{
    public string Type => "SendGrid";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        return HttpCall.Post("https://api.sendgrid.com/v3/mail/send")
            .Bearer(config.Text("sendgridApiKey"))
            .Json(new JsonBody
            {
                ["personalizations"] = new[]
                {
                    new JsonBody
                    {
                        ["to"] = new[] { new JsonBody { ["email"] = config["sendgridToEmail"] } },
                        ["cc"] = MailSubject.Addresses(config, "sendgridCcEmail"),
                        ["bcc"] = MailSubject.Addresses(config, "sendgridBccEmail"),
                    },
                },
                ["from"] = new JsonBody { ["email"] = config.Text("sendgridFromEmail").Trim() },
                ["subject"] = config.TextOr("sendgridSubject", MailSubject.Default),
                ["content"] = new[] { new JsonBody { ["type"] = "text/plain", ["value"] = notice.Text } },
            });
    }
}
