using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class ClickUp : IHttpProvider
{
    public string Type => "ClickUp";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var content = notice.Text;
        if (!notice.IsPlain)
        {
            content += $"\n\n**Time ({notice.Zone}):** {notice.LocalTime}";
        }

        if (notice.Address.Length > 0 && !config.Has("clickupDisableUrl"))
        {
            content += $"\n**Address:** {notice.Address}";
        }

        return HttpCall.Post(
                $"https://api.clickup.com/api/v3/workspaces/{config.Text("clickupWorkspaceId")}/chat/channels/{config.Text("clickupChannelId")}/messages")
            .Header("Authorization", config.Text("clickupToken"))
            .Json(new JsonBody { ["type"] = "message", ["content"] = content, ["content_format"] = "text/md" });
    }
}
