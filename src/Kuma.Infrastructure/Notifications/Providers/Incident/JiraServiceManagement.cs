using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Incident;

/// <summary>The end of an outage takes two steps: find the alert by its alias, close it by its id.</summary>
internal sealed class JiraServiceManagement(NotificationHttp http) : INotificationProvider
{
    public string Type => "JiraServiceManagement";

    public async Task<string> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        var config = notice.Config;
        var api = $"https://api.atlassian.com/jsm/ops/api/{config.Text("jsmCloudId")}/v1/alerts";
        if (notice.IsUp)
        {
            var found = await http.SendAsync(
                Signed(HttpCall.Get($"{api}/alias?alias={Escape.Component(notice.Name)}"), config), useProxy: true, cancellationToken);
            await PostAsync($"{api}/{found.Json.Text("id")}/close", new JsonBody { ["source"] = "Uptime Kuma" }, config, cancellationToken);
        }
        else
        {
            await PostAsync(api, Alert(notice), config, cancellationToken);
        }

        return Notice.Sent;
    }

    private static JsonBody Alert(Notice notice)
    {
        var body = notice.IsPlain
            ? new JsonBody { ["message"] = notice.Text, ["alias"] = "uptime-kuma-notification-test" }
            : new JsonBody { ["message"] = $"Uptime Kuma Alert: {notice.Name}", ["alias"] = notice.Name, ["description"] = notice.Text };
        body["source"] = "Uptime Kuma";
        body["priority"] = notice.IsPlain ? "P5" : $"P{notice.Config.TextOr("jsmPriority", "3")}";
        body["tags"] = new[] { "Uptime Kuma" };
        return body;
    }

    private static HttpCall Signed(HttpCall call, Fields config) => call.AcceptJson().Basic(config.Text("jsmEmail"), config.Text("jsmApiToken"));

    private async Task PostAsync(string url, JsonBody body, Fields config, CancellationToken cancellationToken)
    {
        try
        {
            await http.SendAsync(Signed(HttpCall.Post(url).Json(body), config), useProxy: true, cancellationToken);
        }
        catch (NotificationFailedException e)
        {
            throw e.Barely();
        }
    }
}
