using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Incident;

internal sealed class HeiiOnCall : IHttpProvider
{
    public string Type => "HeiiOnCall";

    public HttpCall Call(Notice notice)
    {
        var body = notice.Beat is { } beat ? JsonBody.Of(beat) : new JsonBody { ["msg"] = notice.Text };
        if (notice is { BaseUrl.Length: > 0, Monitor: not null })
        {
            body["url"] = notice.Dashboard;
        }

        return HttpCall.Post($"https://heiioncall.com/triggers/{notice.Config.Text("heiiOnCallTriggerId")}/{(notice.IsUp ? "resolve" : "alert")}")
            .AcceptJson()
            .Bearer(notice.Config.Text("heiiOnCallApiKey"))
            .Json(body);
    }
}
