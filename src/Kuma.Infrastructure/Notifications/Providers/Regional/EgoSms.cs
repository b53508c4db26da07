using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed class EgoSms : IHttpProvider
{
    public string Type => "egosms";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        return HttpCall.Get(Escape.WithQuery("https://www.egosms.co/api/v1/plain/", Escape.Form(
            ("number", config.Text("egosmsPhoneNumber")),
            ("message", notice.Text),
            ("username", config.Text("egosmsUsername")),
            ("password", config.Text("egosmsPassword")),
            ("sender", config.TextOr("egosmsSender", "EGOSMS")),
            ("priority", "0"))));
    }

    public string Read(HttpAnswer answer, Notice notice) => answer.Body.Length > 0 ? answer.Body : Notice.Sent;
}
