using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class Discord(NotificationHttp http) : INotificationProvider
{
    private const int SuppressNotifications = 4096;

    private static readonly DiscordMessages Messages = new("discord") { HasTimestamp = true };

    public string Type => "discord";

    public async Task<string> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        var config = notice.Config;
        var url = config.Text("discordWebhookUrl");
        var channel = config.Text("discordChannelType");
        if (channel is "postToThread")
        {
            url = Escape.SetQuery(url, "thread_id", config.Text("threadId"));
        }

        var body = Messages.Body(notice, await DiscordMessages.HasPictureAsync(http, url, cancellationToken));
        body["thread_name"] = channel is "createNewForumPost" ? config["postName"] : null;
        body["flags"] = config.Has("discordSuppressNotifications") ? SuppressNotifications : null;
        await http.SendAsync(HttpCall.Post(url).Json(body), useProxy: true, cancellationToken);
        return Notice.Sent;
    }
}
