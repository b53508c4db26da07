using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class Fluxer(NotificationHttp http) : INotificationProvider
{
    private static readonly DiscordMessages Messages = new("fluxer");

    public string Type => "fluxer";

    public async Task<string> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        var url = notice.Config.Text("fluxerWebhookUrl");
        var body = Messages.Body(notice, await DiscordMessages.HasPictureAsync(http, url, cancellationToken));
        await http.SendAsync(HttpCall.Post(url).Json(body), useProxy: true, cancellationToken);
        return Notice.Sent;
    }
}
