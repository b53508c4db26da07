using System.Globalization;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

/// <summary>What Discord and Fluxer have in common: the three formats, and a look whether the webhook has a picture of its own.</summary>
internal sealed record DiscordMessages(string Prefix)
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss.fff";

    public bool HasTimestamp { get; init; }

    public JsonBody Body(Notice notice, bool hasPicture)
    {
        var config = notice.Config;
        var body = new JsonBody
        {
            ["username"] = config.TextOr($"{Prefix}Username", "Uptime Kuma"),
            ["avatar_url"] = hasPicture ? null : Notice.Icon,
        };
        var template = config.Text($"{Prefix}MessageTemplate").Trim();
        switch (Format(config, template))
        {
            case "minimalist":
                body["content"] = notice.Pick($"Test: {notice.Text}", $"🟢 {notice.Name} is up.", $"🔴 {notice.Name} is down.");
                break;
            case "custom" when template.Length > 0:
                body["content"] = notice.Render(template);
                break;
            case var _ when notice.IsPlain:
                body["content"] = notice.Text;
                break;
            default:
                body["embeds"] = new[] { Embed(notice) };
                body["content"] = config.IfSet($"{Prefix}PrefixMessage");
                break;
        }

        return body;
    }

    /// <summary>Looks at the webhook; one that cannot be asked counts as having a picture.</summary>
    public static async Task<bool> HasPictureAsync(NotificationHttp http, string url, CancellationToken cancellationToken)
    {
        try
        {
            return (await http.SendAsync(HttpCall.Get(url), useProxy: true, cancellationToken)).Json.Has("avatar");
        }
        catch (NotificationFailedException)
        {
            return true;
        }
    }

    /// <summary>Seconds in words: hours, minutes, and below an hour seconds.</summary>
    public static string Duration(long seconds)
    {
        string[] parts =
        [
            seconds >= 3600 ? $"{seconds / 3600}h" : "",
            seconds / 60 % 60 > 0 ? $"{seconds / 60 % 60}m" : "",
            seconds < 3600 && seconds % 60 > 0 ? $"{seconds % 60}s" : "",
        ];
        return string.Join(' ', parts.Where(part => part.Length > 0)) is { Length: > 0 } text ? text : "0s";
    }

    private string Format(Fields config, string template) => config.Has($"{Prefix}MessageFormat")
        ? config.Text($"{Prefix}MessageFormat")
        : config.Has($"{Prefix}UseMessageTemplate") || template.Length > 0 ? "custom" : "normal";

    private JsonBody Embed(Notice notice)
    {
        var fields = new List<JsonBody> { Field("Service Name", notice.Name) };
        if (!notice.Config.Has("disableUrl") && notice.Address.Length > 0)
        {
            fields.Add(Field(notice.Monitor?.Text("type") is "push" ? "Service Type" : "Service URL", notice.Address));
        }

        var time = Time(notice, "time");
        var wentDown = notice.IsUp ? Time(notice, "lastDownTime") : time;
        if (wentDown is { } since)
        {
            fields.Add(Field("Went Offline", string.Create(CultureInfo.InvariantCulture, $"<t:{since.ToUnixTimeSeconds()}:F>")));
            if (notice.IsUp && time is { } now)
            {
                fields.Add(Field("Downtime Duration", Duration(now.ToUnixTimeSeconds() - since.ToUnixTimeSeconds())));
            }
        }

        fields.Add(Field($"Time ({notice.Zone})", notice.LocalTime));
        if (notice.IsDown)
        {
            fields.Add(Field("Error", notice.BeatText is { Length: > 0 } error ? error : "N/A"));
        }
        else if (notice.Beat is { } beat && !beat.IsNull("ping"))
        {
            fields.Add(Field("Ping", $"{beat.Text("ping")} ms"));
        }

        return new JsonBody
        {
            ["title"] = notice.IsUp ? $"✅ Your service {notice.Name} is up! ✅" : $"❌ Your service {notice.Name} went down. ❌",
            ["color"] = notice.IsUp ? 65280 : 16711680,
            ["timestamp"] = HasTimestamp ? notice.Beat?["time"] : null,
            ["fields"] = fields,
        };
    }

    private static JsonBody Field(string name, string value) => new() { ["name"] = name, ["value"] = value };

    private static DateTimeOffset? Time(Notice notice, string field) => DateTimeOffset.TryParseExact(
        notice.Beat?.Text(field), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        ? time
        : null;
}
