using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class Bale : IHttpProvider
{
    public string Type => "bale";

    public bool UsesProxy => false;

    public HttpCall Call(Notice notice) =>
        HttpCall.Post($"https://tapi.bale.ai/bot{notice.Config.Text("baleBotToken")}/sendMessage")
            .Json(new JsonBody { ["chat_id"] = notice.Config["baleChatID"], ["text"] = notice.Text });
}
