using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Incident;

internal sealed class Alerta : IHttpProvider
{
    public string Type => "alerta";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var body = new JsonBody
        {
            ["environment"] = config["alertaEnvironment"],
            ["correlate"] = Array.Empty<string>(),
            ["service"] = new[] { "UptimeKuma" },
            ["value"] = "Timeout",
            ["tags"] = new[] { "uptimekuma" },
            ["attributes"] = new JsonBody(),
            ["origin"] = "uptimekuma",
            ["type"] = "exceptionAlert",
        };
        if (notice.Monitor is { } monitor && !notice.IsPlain)
        {
            var type = monitor.Text("type");
            body["event"] = type;
            body["group"] = $"uptimekuma-{type}";
            body["resource"] = notice.Name;
            body["severity"] = config[notice.IsUp ? "alertaRecoverState" : "alertaAlertState"];
            body["text"] = $"Service {type} is {(notice.IsUp ? "up" : "down")}.";
        }
        else
        {
            body["event"] = "msg";
            body["text"] = notice.Text;
            body["group"] = "uptimekuma-msg";
            body["resource"] = "Message";
            body["severity"] = "critical";
        }

        return HttpCall.Post(config.Text("alertaApiEndpoint"))
            .Json(body)
            .Header("Content-Type", "application/json;charset=UTF-8")
            .Header("Authorization", $"Key {config.Text("alertaApiKey")}");
    }
}
