using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Sms;

internal sealed class Cellsynt : IHttpProvider
{
    public string Type => "Cellsynt";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        return HttpCall.Post(Escape.WithQuery("https://se-1.cellsynt.net/sms.php", Escape.Query(
            ("username", config.TextOrNull("cellsyntLogin")),
            ("password", config.TextOrNull("cellsyntPassword")),
            ("destination", config.TextOrNull("cellsyntDestination")),
            ("text", notice.Ascii),
            ("originatortype", config.TextOrNull("cellsyntOriginatortype")),
            ("originator", config.TextOrNull("cellsyntOriginator")),
            ("allowconcat", config.Has("cellsyntAllowLongSMS") ? "6" : "1"))));
    }

    public string Read(HttpAnswer answer, Notice notice) => answer.Body switch
    {
        "" => throw new NotificationFailedException("Could not connect to Cellsynt, please try again."),
        var text when text.Contains("Error:", StringComparison.Ordinal) =>
            throw new NotificationFailedException(text.Replace("Error:", "", StringComparison.Ordinal)),
        _ => Notice.Sent,
    };
}
