using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Incident;

internal sealed class Flowtriq : IHttpProvider
{
    public string Type => "Flowtriq";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var call = HttpCall.Post(config.Text("flowtriqWebhookUrl")).Json(new JsonBody
        {
            ["source"] = "uptime-kuma",
            ["status"] = notice.Pick("info", "up", "down"),
            ["monitor"] = notice.Name is { Length: > 0 } name ? name : "Unknown",
            ["msg"] = notice.Text,
            ["heartbeat"] = notice.Beat is { } beat ? Some(beat, "status", "time", "ping", "msg", "timezone") : null,
            ["monitorInfo"] = notice.Monitor is { } monitor ? Some(monitor, "id", "name", "type", "url", "hostname", "port") : null,
        });
        return config.Has("flowtriqApiKey") ? call.Header("X-API-Key", config.Text("flowtriqApiKey")) : call;
    }

    private static JsonBody Some(Fields fields, params string[] names)
    {
        var some = new JsonBody();
        foreach (var name in names)
        {
            some[name] = fields[name];
        }

        return some;
    }
}
