using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class Threema : IHttpProvider
{
    public string Type => "threema";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var kind = config.Text("threemaRecipientType");
        var field = kind switch
        {
            "identity" => "to",
            "phone" => "phone",
            "email" => "email",
            _ => throw new NotificationFailedException($"Unsupported recipient type: {kind}"),
        };
        return HttpCall.Post("https://msgapi.threema.ch/send_simple")
            .Form(
                ("from", config.Text("threemaSenderIdentity")),
                ("secret", config.Text("threemaSecret")),
                ("text", notice.Text),
                (field, config.Text("threemaRecipient")))
            .Header("Accept", "*/*")
            .Header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    }

    public string Read(HttpAnswer answer, Notice notice) => "Threema notification sent successfully.";

    public NotificationFailedException Explain(NotificationFailedException failure) => failure.Status switch
    {
        400 => failure.Reworded("Invalid recipient identity or account not set up for basic mode (400)."),
        401 => failure.Reworded("Incorrect API identity or secret (401)."),
        402 => failure.Reworded("No credits remaining (402)."),
        404 => failure.Reworded("Recipient not found (404)."),
        413 => failure.Reworded("Message is too long (413)."),
        500 => failure.Reworded("Temporary internal server error (500)."),
        _ => failure.Barely(),
    };
}
