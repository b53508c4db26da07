using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class Waha : IHttpProvider
{
    public string Type => "waha";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        return HttpCall.Post($"{config.Text("wahaApiUrl").TrimEnd('/')}/api/sendText")
            .AcceptJson()
            .Header("X-Api-Key", config.Text("wahaApiKey"))
            .Json(new JsonBody { ["session"] = config["wahaSession"], ["chatId"] = config["wahaChatId"], ["text"] = notice.Text });
    }
}
