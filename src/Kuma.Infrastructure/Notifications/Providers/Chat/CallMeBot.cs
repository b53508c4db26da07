using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class CallMeBot : IHttpProvider
{
    public string Type => "CallMeBot";

    public HttpCall Call(Notice notice) => HttpCall.Get(Escape.SetQuery(notice.Config.Text("callMeBotEndpoint"), "text", notice.Text));
}
