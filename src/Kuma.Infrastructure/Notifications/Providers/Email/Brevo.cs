using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Email;

internal sealed class Brevo : IHttpProvider
{
    public string Type => "Brevo";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var html = Escape.Html(notice.Text).Replace("\n", "<br>", StringComparison.Ordinal);
        return HttpCall.Post("https://api.brevo.com/v3/smtp/email")
            .AcceptJson()
            .Header("api-key", config.Text("brevoApiKey"))
            .Json(new JsonBody
            {
                ["sender"] = new JsonBody { ["email"] = config.Text("brevoFromEmail").Trim(), ["name"] = config.TextOr("brevoFromName", "Uptime Kuma") },
                ["to"] = new[] { new JsonBody { ["email"] = config["brevoToEmail"] } },
                ["subject"] = config.TextOr("brevoSubject", MailSubject.Default),
                ["htmlContent"] = $"<html><head></head><body><p>{html}</p></body></html>",
                ["cc"] = MailSubject.Addresses(config, "brevoCcEmail"),
                ["bcc"] = MailSubject.Addresses(config, "brevoBccEmail"),
            });
    }

    public string Read(HttpAnswer answer, Notice notice) => MailSubject.Expect(answer, 201);
}

/// <summary>What the mail services have in common.</summary>
internal static class MailSubject
{
    public const string Default = "Notification from Your Uptime Kuma";

    /// <summary>A comma-separated list as objects; nothing when the field is not set.</summary>
    public static IEnumerable<JsonBody>? Addresses(Fields config, string name) => config.Has(name)
        ? config.Text(name).Split(',').Select(address => new JsonBody { ["email"] = address.Trim() })
        : null;

    public static string Expect(HttpAnswer answer, int status) => answer.Status == status
        ? Notice.Sent
        : throw new NotificationFailedException($"Unexpected status code: {answer.Status}");
}
