using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class Kook : IHttpProvider
{
    public string Type => "Kook";

    public HttpCall Call(Notice notice) => HttpCall.Post("https://www.kookapp.cn/api/v3/message/create")
        .Header("Authorization", $"Bot {notice.Config.Text("kookBotToken")}")
        .Json(new JsonBody { ["target_id"] = notice.Config["kookGuildID"], ["content"] = notice.Text });
}
