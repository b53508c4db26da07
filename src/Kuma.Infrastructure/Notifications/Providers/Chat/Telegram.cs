using System.Text.Json;
using System.Text.Json.Nodes;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class Telegram : IHttpProvider
{
    public string Type => "telegram";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var server = config.TextOr("telegramServerUrl", "https://api.telegram.org");
        var mode = config.Text("telegramTemplateParseMode");
        var usesTemplate = config.Has("telegramUseTemplate") && config.Has("telegramTemplate");
        return HttpCall.Post($"{server}/bot{config.Text("telegramBotToken")}/sendMessage").Json(new JsonBody
        {
            ["chat_id"] = config["telegramChatID"],
            ["text"] = usesTemplate ? Rendered(notice, mode) : notice.Text,
            ["disable_notification"] = Switch(config, "telegramSendSilently"),
            ["protect_content"] = Switch(config, "telegramProtectContent"),
            ["link_preview_options"] = new JsonBody { ["is_disabled"] = true },
            ["message_thread_id"] = config.IfSet("telegramMessageThreadID"),
            ["parse_mode"] = usesTemplate && mode is not ("plain" or "") ? mode : null,
        });
    }

    private static object Switch(Fields config, string name) => config.IsNull(name) ? false : config[name]!.Value;

    /// <summary>In MarkdownV2 everything that is put into the template is escaped before, not the template.</summary>
    private static string Rendered(Notice notice, string mode)
    {
        var template = notice.Config.Text("telegramTemplate");
        if (mode is not "MarkdownV2")
        {
            return notice.Render(template);
        }

        var monitor = notice.Monitor is { } known
            ? JsonNode.Parse(known.Value.GetRawText())
            : new JsonObject { ["name"] = "Monitor Name not available", ["hostname"] = "testing.hostname", ["url"] = "testing.hostname" };
        var escaped = notice.With(Escaped(notice.Text), Escaped(monitor), notice.Beat is { } beat ? Escaped(JsonNode.Parse(beat.Value.GetRawText())) : null);
        return escaped.Render(template);
    }

    private static Fields Escaped(JsonNode? node) => new(JsonSerializer.SerializeToElement(EscapedNode(node)));

    private static JsonNode? EscapedNode(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, EscapedNode(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(EscapedNode)]),
        JsonValue value when value.GetValueKind() is JsonValueKind.String => Escaped(value.GetValue<string>()),
        _ => node?.DeepClone(),
    };

    private static string Escaped(string text) =>
        string.Concat(text.Select(c => "_*[]()~>#+-=|{}.!\\".Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString()));
}
