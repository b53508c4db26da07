using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class Max : IHttpProvider
{
    public string Type => "max";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var api = Escape.WithoutSlash(config.TextOr("maxApiUrl", "https://platform-api.max.ru"));
        var usesTemplate = config.Has("maxUseTemplate") && config.Has("maxTemplate");
        return HttpCall.Post($"{api}/messages?chat_id={Escape.Component(config.Text("maxChatID"))}")
            .Header("Authorization", config.Text("maxBotToken"))
            .Json(new JsonBody
            {
                ["text"] = notice.RenderIf("maxUseTemplate", "maxTemplate"),
                ["format"] = usesTemplate && config.Text("maxTemplateFormat") is not "plain" ? config.IfSet("maxTemplateFormat") : null,
            });
    }
}
