using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed class VkTeams : IHttpProvider
{
    public string Type => "VKTeams";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var api = Escape.WithoutSlash(config.TextOr("vkteamsBaseUrl", "https://myteam.mail.ru"));
        var format = config.Has("vkteamsUseTemplate") && config.Text("vkteamsTemplateFormat") is { Length: > 0 } set and not "plain" ? set : null;
        return HttpCall.Get(Escape.WithQuery($"{api}/bot/v1/messages/sendText", Escape.Form(
            ("token", config.Text("vkteamsBotToken")),
            ("chatId", config.Text("vkteamsChatId")),
            ("text", notice.RenderIf("vkteamsUseTemplate", "vkteamsTemplate")),
            ("parseMode", format))));
    }

    public string Read(HttpAnswer answer, Notice notice) => answer.Json.Text("ok") is "false"
        ? throw new NotificationFailedException($"VKTeams API returned error: {answer.Json.Text("description")}")
        : Notice.Sent;
}
