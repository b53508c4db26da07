using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class Whapi : IHttpProvider
{
    public string Type => "whapi";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        return HttpCall.Post($"{config.TextOr("whapiApiUrl", "https://gate.whapi.cloud/").TrimEnd('/')}/messages/text")
            .AcceptJson()
            .Bearer(config.Text("whapiAuthToken"))
            .Json(new JsonBody { ["to"] = config["whapiRecipient"], ["body"] = notice.Text });
    }
}
