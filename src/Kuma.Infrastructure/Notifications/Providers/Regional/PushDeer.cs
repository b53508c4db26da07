using System.Text.Json;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed class PushDeer : IHttpProvider
{
    public string Type => "PushDeer";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var server = config.TextOr("pushdeerServer", "https://api2.pushdeer.com").Trim().TrimEnd('/');
        return HttpCall.Post($"{server}/message/push").Json(new JsonBody
        {
            ["pushkey"] = config["pushdeerKey"],
            ["text"] = notice.Pick("## Uptime Kuma Message", $"## Uptime Kuma: {notice.Name} up", $"## Uptime Kuma: {notice.Name} down"),
            ["desp"] = notice.Text.Replace("\n", "\n\n", StringComparison.Ordinal),
            ["type"] = "markdown",
        });
    }

    public string Read(HttpAnswer answer, Notice notice)
    {
        if (answer.Json["error"] is { } error)
        {
            throw new NotificationFailedException(Fields.Print(error));
        }

        var results = answer.Json["content"] is { } content ? new Fields(content)["result"] : null;
        if (results is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
        {
            throw new NotificationFailedException("Invalid PushDeer key");
        }

        return JsonText.Parse(Fields.Print(list[0])) is { } first && new Fields(first).Text("success") is "ok"
            ? Notice.Sent
            : throw new NotificationFailedException("Unknown error");
    }
}
