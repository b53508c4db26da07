using System.Text.Json;
using System.Text.RegularExpressions;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

/// <summary>People first, then groups. Its template is no Liquid: three placeholders and one condition, put in literally.</summary>
internal sealed partial class Whatsapp360Messenger(NotificationHttp http) : INotificationProvider
{
    private const string Api = "https://api.360messenger.com/v2";

    public string Type => "Whatsapp360messenger";

    public async Task<string> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        var people = notice.Config.List("Whatsapp360messengerRecipient", ',', ';');
        var groups = Groups(notice.Config);
        var text = TextOf(notice);
        await Task.WhenAll(people.Select(person =>
            PostAsync("sendMessage", new JsonBody { ["phonenumber"] = person, ["text"] = text }, notice.Config, cancellationToken)));
        await Task.WhenAll(groups.Select(group =>
            PostAsync("sendGroup", new JsonBody { ["groupId"] = group, ["text"] = text }, notice.Config, cancellationToken)));
        return (people.Length, groups.Length) switch
        {
            (0, 0) => throw new NotificationFailedException("No recipient or group specified"),
            (var n, 0) => $"{Notice.Sent} (Sent to {n} recipient(s))",
            (0, var m) => $"{Notice.Sent} (Sent to {m} group(s))",
            var (n, m) => $"{Notice.Sent} (Sent to {n} recipient(s) and {m} group(s))",
        };
    }

    private static string[] Groups(Fields config)
    {
        if (config["Whatsapp360messengerGroupIds"] is { ValueKind: JsonValueKind.Array } chosen && chosen.GetArrayLength() > 0)
        {
            return [.. chosen.EnumerateArray()
                .Select(group => group.ValueKind is JsonValueKind.Object ? new Fields(group).Text("id") : Fields.Print(group))
                .Where(id => id.Length > 0)];
        }

        return config.List(
            config["Whatsapp360messengerGroupIds"] is { ValueKind: JsonValueKind.String } ? "Whatsapp360messengerGroupIds" : "Whatsapp360messengerGroupId",
            ',', ';');
    }

    private static string TextOf(Notice notice)
    {
        var config = notice.Config;
        if (!config.Has("Whatsapp360messengerUseTemplate") || !config.Has("Whatsapp360messengerTemplate"))
        {
            return notice.Text;
        }

        var text = config.Text("Whatsapp360messengerTemplate");
        if (notice.Monitor is { } monitor)
        {
            text = text.Replace("{{ monitorJSON['name'] }}", notice.Name, StringComparison.Ordinal)
                .Replace("{{ monitorJSON['url'] }}", monitor.Text("url"), StringComparison.Ordinal);
        }

        text = text.Replace("{{ msg }}", notice.Text, StringComparison.Ordinal);
        return Condition().Replace(text, match => notice.Monitor is null ? "" : match.Groups["then"].Value);
    }

    private Task<HttpAnswer> PostAsync(string action, JsonBody body, Fields config, CancellationToken cancellationToken) => http.SendAsync(
        HttpCall.Post($"{Api}/{action}").AcceptJson().Bearer(config.Text("Whatsapp360messengerAuthToken")).Json(body),
        useProxy: true,
        cancellationToken);

    [GeneratedRegex(@"\{% if monitorJSON %\}(?<then>.*?)\{% endif %\}", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Condition();
}
