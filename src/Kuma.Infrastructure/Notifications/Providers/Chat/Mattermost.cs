using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class Mattermost : IHttpProvider
{
    public string Type => "mattermost";

    public HttpCall Call(Notice notice) =>
        HttpCall.Post(notice.Config.Text("mattermostWebhookUrl")).Json(notice.IsPlain ? Plain(notice) : Change(notice));

    private static JsonBody Plain(Notice notice) => new() { ["username"] = User(notice), ["text"] = notice.Text };

    private static JsonBody Change(Notice notice)
    {
        var config = notice.Config;
        var path = notice.Monitor?.Text("pathName");
        var went = notice.IsUp ? "up!" : "down.";
        var ping = notice.Beat is { } beat && !beat.IsNull("ping") ? $"{beat.Text("ping")}ms" : "N/A";
        return new JsonBody
        {
            ["username"] = $"{notice.Name} {User(notice)}",
            ["channel"] = config.IsNull("mattermostchannel") ? null : Lower(config.Text("mattermostchannel")),
            ["icon_emoji"] = Emoji(notice),
            ["icon_url"] = config["mattermosticonurl"],
            ["attachments"] = new[]
            {
                new JsonBody
                {
                    ["fallback"] = $"Your {path} service went {went}",
                    ["color"] = notice.IsUp ? "#32CD32" : "#FF0000",
                    ["title"] = $"{path} service went {went}",
                    ["title_link"] = notice.Monitor?["url"],
                    ["fields"] = new[]
                    {
                        new JsonBody
                        {
                            ["short"] = false, ["title"] = notice.IsUp ? "Ping" : "Error", ["value"] = notice.IsUp ? ping : notice.BeatText,
                        },
                        new JsonBody { ["short"] = true, ["title"] = $"Time ({notice.Zone})", ["value"] = notice.LocalTime },
                    },
                },
            },
        };
    }

    private static string User(Notice notice) => notice.Config.TextOr("mattermostusername", "Uptime Kuma");

    /// <summary>Two, separated by a space, are one for UP and one for DOWN.</summary>
    private static object? Emoji(Notice notice) => notice.Config.Text("mattermosticonemo").Split(' ') switch
    {
        [var up, var down, ..] => notice.IsUp ? up : down,
        _ => notice.Config["mattermosticonemo"],
    };

#pragma warning disable CA1308 // Channel names are lower case.
    private static string Lower(string channel) => channel.ToLowerInvariant();
#pragma warning restore CA1308
}
