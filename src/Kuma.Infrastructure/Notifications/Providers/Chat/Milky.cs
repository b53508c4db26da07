using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class Milky : IHttpProvider
{
    public string Type => "Milky";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var toGroup = config.Text("msgType") is "group";
        var address = config.Text("httpAddr").TrimEnd('/');
        var api = address.StartsWith("http", StringComparison.Ordinal) ? address : $"http://{address}";
        return HttpCall.Post($"{api}/api/{(toGroup ? "send_group_message" : "send_private_message")}")
            .Bearer(config.Text("accessToken"))
            .Json(new JsonBody
            {
                ["message"] = new[]
                {
                    new JsonBody { ["type"] = "text", ["data"] = new JsonBody { ["text"] = $"UptimeKuma Alert: {notice.Text}" } },
                },
                [toGroup ? "group_id" : "user_id"] = config["recieverId"],
            });
    }
}
