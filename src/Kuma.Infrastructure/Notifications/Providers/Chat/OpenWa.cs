using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class OpenWa(NotificationHttp http) : INotificationProvider
{
    public string Type => "openwa";

    public async Task<string> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        var config = notice.Config;
        var chats = config.List("openwaChatId");
        if (chats.Length == 0)
        {
            throw new NotificationFailedException("No valid OpenWA chat ID found.");
        }

        var text = string.IsNullOrWhiteSpace(config.Text("openwaCustomMessage"))
            ? notice.Text
            : notice.RenderIf("openwaUseCustomMessage", "openwaCustomMessage");
        var url = $"{config.Text("openwaApiUrl").TrimEnd('/')}/api/sessions/{Escape.Component(config.Text("openwaSession"))}/messages/send-text";
        foreach (var chat in chats)
        {
            var call = HttpCall.Post(url)
                .AcceptJson()
                .Header("X-Api-Key", config.Text("openwaApiKey"))
                .Json(new JsonBody { ["chatId"] = chat, ["text"] = text });
            await http.SendAsync(call, useProxy: true, cancellationToken);
        }

        return Notice.Sent;
    }
}
