using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Email;

internal sealed class TurboSmtp : IHttpProvider
{
    public string Type => "TurboSMTP";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var host = config.Text("turbosmtpRegion") is "eu" ? "api.eu.turbo-smtp.com" : "api.turbo-smtp.com";
        return HttpCall.Post($"https://{host}/api/v2/mail/send")
            .Header("consumerKey", config.Text("turbosmtpConsumerKey"))
            .Header("consumerSecret", config.Text("turbosmtpConsumerSecret"))
            .Json(new JsonBody
            {
                ["from"] = config.Text("turbosmtpFromEmail").Trim(),
                ["to"] = config["turbosmtpToEmail"],
                ["subject"] = config.TextOr("turbosmtpSubject", MailSubject.Default),
                ["content"] = notice.Text,
                ["cc"] = List(config, "turbosmtpCcEmail"),
                ["bcc"] = List(config, "turbosmtpBccEmail"),
            });
    }

    private static string? List(Fields config, string name) =>
        config.Has(name) ? string.Join(',', config.Text(name).Split(',').Select(address => address.Trim())) : null;
}
