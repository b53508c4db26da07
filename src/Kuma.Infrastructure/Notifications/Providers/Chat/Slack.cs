using System.Text.RegularExpressions;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed partial class Slack : IHttpProvider
{
    public string Type => "slack";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var text = config.Has("slackchannelnotify") ? $"{notice.Text} <!channel>" : notice.Text;
        var body = new JsonBody
        {
            ["channel"] = config["slackchannel"], ["username"] = config["slackusername"], ["icon_emoji"] = config["slackiconemo"],
        };
        if (notice.IsPlain)
        {
            body["text"] = text;
        }
        else if (config.Has("slackUseTemplate"))
        {
            body["text"] = notice.With(text).Render(config.Text("slackTemplate"));
        }
        else
        {
            AddChange(body, notice, text);
        }

        return HttpCall.Post(config.Text("slackwebhookURL")).Json(body);
    }

    private static void AddChange(JsonBody body, Notice notice, string text)
    {
        var title = notice.Name is { Length: > 0 } name ? name : "Uptime Kuma Alert";
        var group = Group(notice);
        if (!notice.Config.Has("slackrichmessage"))
        {
            body["text"] = group is null ? $"{title}\n{text}" : $"_{group}_\n{title}\n{text}";
            body["attachments"] = Array.Empty<JsonBody>();
            return;
        }

        var blocks = new List<JsonBody>
        {
            new() { ["type"] = "header", ["text"] = new JsonBody { ["type"] = "plain_text", ["text"] = title } },
        };
        if (group is not null)
        {
            blocks.Add(new() { ["type"] = "context", ["elements"] = new[] { Markdown($"_{group}_") } });
        }

        blocks.Add(new()
        {
            ["type"] = "section",
            ["fields"] = new[] { Markdown($"*Message*\n{text}"), Markdown($"*Time ({notice.Zone})*\n{notice.LocalTime}") },
        });
        if (Buttons(notice) is { Count: > 0 } buttons)
        {
            blocks.Add(new() { ["type"] = "actions", ["elements"] = buttons });
        }

        body["text"] = text;
        body["attachments"] = new[] { new JsonBody { ["color"] = notice.IsUp ? "#2eb886" : "#e01e5a", ["blocks"] = blocks } };
    }

    /// <summary>The names of the groups around the monitor, when they are wanted and there are some.</summary>
    private static string? Group(Notice notice)
    {
        var wanted = notice.Config.IsNull("slackIncludeGroupName") || notice.Config.Has("slackIncludeGroupName");
        return wanted && notice.Monitor?["path"] is { ValueKind: System.Text.Json.JsonValueKind.Array } path && path.GetArrayLength() > 1
            ? string.Join(" / ", path.EnumerateArray().SkipLast(1).Select(Fields.Print))
            : null;
    }

    private static List<JsonBody> Buttons(Notice notice)
    {
        var buttons = new List<JsonBody>();
        if (notice.BaseUrl.Length > 0)
        {
            buttons.Add(Button("Visit Uptime Kuma", "Uptime-Kuma", notice.Dashboard));
        }

        if (WebAddress().IsMatch(notice.Address) && Uri.TryCreate(notice.Address, UriKind.Absolute, out var site) && !site.IsFile)
        {
            buttons.Add(Button("Visit site", "Site", site.AbsoluteUri));
        }

        return buttons;
    }

    private static JsonBody Button(string text, string value, string url) => new()
    {
        ["type"] = "button", ["text"] = new JsonBody { ["type"] = "plain_text", ["text"] = text }, ["value"] = value, ["url"] = url,
    };

    private static JsonBody Markdown(string text) => new() { ["type"] = "mrkdwn", ["text"] = text };

    // As the original tells addresses from other texts: something with a dot in it, or this machine.
    [GeneratedRegex(@"^(\w+:)?//(localhost\S*|[^\s.]+\.\S{2,})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WebAddress();
}
