using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class Evolution : IHttpProvider
{
    public string Type => "evolution";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var api = config.TextOr("evolutionApiUrl", "https://evolapicloud.com/").TrimEnd('/');
        return HttpCall.Post($"{api}/message/sendText/{Escape.Component(config.Text("evolutionInstanceName"))}")
            .AcceptJson()
            .Header("apikey", config.Text("evolutionAuthToken"))
            .Json(new JsonBody
            {
                ["number"] = config["evolutionRecipient"],
                ["text"] = string.IsNullOrWhiteSpace(config.Text("evolutionCustomMessage"))
                    ? notice.Text
                    : notice.RenderIf("evolutionUseCustomMessage", "evolutionCustomMessage"),
            });
    }
}
