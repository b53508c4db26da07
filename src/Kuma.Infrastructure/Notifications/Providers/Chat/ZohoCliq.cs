using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class ZohoCliq : IHttpProvider
{
    public string Type => "ZohoCliq";

    public HttpCall Call(Notice notice)
    {
        var lines = new List<string>
        {
            notice.Pick("Notification\n", $"### ✅ [{notice.Name}] is back online\n", $"🔴 [{notice.Name}] went down\n"),
            $"*Description:* {(notice.IsPlain ? notice.Text : notice.BeatText)}",
        };
        if (notice.Address is { Length: > 0 } and not "https://")
        {
            lines.Add($"*URL:* {notice.Address}");
        }

        return HttpCall.Post(notice.Config.Text("webhookUrl")).Json(new JsonBody { ["text"] = string.Join('\n', lines) });
    }
}
