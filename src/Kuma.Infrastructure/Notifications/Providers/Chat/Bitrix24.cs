using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class Bitrix24 : IHttpProvider
{
    public string Type => "Bitrix24";

    public HttpCall Call(Notice notice) => HttpCall.Get(Escape.WithQuery(
        $"{notice.Config.Text("bitrix24WebhookURL")}/im.notify.system.add.json",
        Escape.Query(
            ("user_id", notice.Config.TextOrNull("bitrix24UserID")),
            ("message", "[B]Uptime Kuma[/B]"),
            ("ATTACH[COLOR]", notice.IsDown ? "#b73419" : "#67b518"),
            ("ATTACH[BLOCKS][0][MESSAGE]", notice.Text))));
}
