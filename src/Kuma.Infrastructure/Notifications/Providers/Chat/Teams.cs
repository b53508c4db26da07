using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

/// <summary>Microsoft Teams: an adaptive card.</summary>
internal sealed class Teams : IHttpProvider
{
    private const string Picture = "https://raw.githubusercontent.com/louislam/uptime-kuma/master/public/icon.png";

    public string Type => "teams";

    public HttpCall Call(Notice notice)
    {
        var headline = notice.Pick("Notification", $"[{notice.Name}] is back online", $"[{notice.Name}] went down");
        var body = new List<JsonBody> { Head(notice, headline), Facts(notice) };
        if (notice.Config.Has("teamsEnableTags") && notice.Tags.Any())
        {
            body.Add(Badges(notice));
        }

        body.Add(new() { ["type"] = "ActionSet", ["actions"] = Actions(notice) });
        return HttpCall.Post(notice.Config.Text("webhookUrl")).Json(new JsonBody
        {
            ["type"] = "message",
            ["summary"] = notice.Pick("", "✅ ", "🔴 ") + headline,
            ["attachments"] = new[]
            {
                new JsonBody
                {
                    ["contentType"] = "application/vnd.microsoft.card.adaptive",
                    ["contentUrl"] = "",
                    ["content"] = new JsonBody
                    {
                        ["type"] = "AdaptiveCard",
                        ["body"] = body,
                        ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                        ["version"] = "1.5",
                    },
                },
            },
        });
    }

    private static bool HasUrl(Notice notice) => notice.Address is { Length: > 0 } and not "https://";

    private static JsonBody Head(Notice notice, string headline)
    {
        var picture = new JsonBody
        {
            ["type"] = "Image", ["width"] = "32px", ["style"] = "Person", ["url"] = Picture, ["altText"] = "Uptime Kuma Logo",
        };
        var title = new JsonBody { ["type"] = "TextBlock", ["size"] = "Medium", ["weight"] = "Bolder", ["text"] = $"**{headline}**" };
        var sender = new JsonBody
        {
            ["type"] = "TextBlock", ["size"] = "Small", ["weight"] = "Default", ["text"] = "Uptime Kuma Alert", ["isSubtle"] = true,
            ["spacing"] = "None",
        };
        return new JsonBody
        {
            ["type"] = "Container",
            ["verticalContentAlignment"] = "Center",
            ["items"] = new[]
            {
                new JsonBody
                {
                    ["type"] = "ColumnSet",
                    ["style"] = notice.Pick("emphasis", "good", "attention"),
                    ["columns"] = new[]
                    {
                        new JsonBody
                        {
                            ["type"] = "Column", ["width"] = "auto", ["verticalContentAlignment"] = "Center", ["items"] = new[] { picture },
                        },
                        new JsonBody { ["type"] = "Column", ["width"] = "stretch", ["items"] = new[] { title, sender } },
                    },
                },
            },
        };
    }

    private static JsonBody Facts(Notice notice)
    {
        var facts = new List<JsonBody> { Fact("Description", notice.IsPlain ? notice.Text : notice.BeatText) };
        if (notice.Monitor is not null)
        {
            facts.Add(Fact("Monitor", notice.Name));
        }

        if (HasUrl(notice))
        {
            facts.Add(Fact("URL", $"[{notice.Address}]({notice.Address})"));
        }

        if (!notice.IsPlain)
        {
            facts.Add(Fact("Time", $"{notice.LocalTime} ({notice.Zone})"));
        }

        return new JsonBody { ["type"] = "FactSet", ["separator"] = false, ["facts"] = facts };
    }

    private static JsonBody Badges(Notice notice) => new()
    {
        ["type"] = "Container",
        ["layouts"] = new[]
        {
            new JsonBody
            {
                ["type"] = "Layout.Flow", ["columnSpacing"] = "Small", ["rowSpacing"] = "Small", ["horizontalItemsAlignment"] = "Left",
            },
        },
        ["items"] = notice.Tags.Select(tag => new JsonBody
        {
            ["type"] = "Badge", ["text"] = Notice.Print(tag), ["size"] = "Medium", ["style"] = "Accent",
        }),
    };

    private static List<JsonBody> Actions(Notice notice)
    {
        var actions = new List<JsonBody>();
        if (notice is { BaseUrl.Length: > 0, Monitor: not null })
        {
            actions.Add(Action("Visit Uptime Kuma", notice.Dashboard));
        }

        if (HasUrl(notice))
        {
            actions.Add(Action("Visit Monitor URL", notice.Address));
        }

        return actions;
    }

    private static JsonBody Fact(string title, string value) => new() { ["title"] = title, ["value"] = value };

    private static JsonBody Action(string title, string url) => new() { ["type"] = "Action.OpenUrl", ["title"] = title, ["url"] = url };
}
