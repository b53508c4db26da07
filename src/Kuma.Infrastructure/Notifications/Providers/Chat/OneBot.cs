using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class OneBot : IHttpProvider
{
    public string Type => "OneBot";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var toGroup = config.Text("msgType") is "group";
        var address = config.Text("httpAddr");
        var api = address.StartsWith("http", StringComparison.Ordinal) ? address : $"http://{address}";
        return HttpCall.Post($"{Escape.WithoutSlash(api)}/send_msg")
            .Bearer(config.Text("accessToken"))
            .Json(new JsonBody
            {
                ["auto_escape"] = true,
                ["message"] = $"UptimeKuma Alert: {notice.Text}",
                ["message_type"] = toGroup ? "group" : "private",
                [toGroup ? "group_id" : "user_id"] = config["recieverId"],
            });
    }
}
