using System.Globalization;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Push;

internal sealed class Ntfy : IHttpProvider
{
    private const int Highest = 5;

    public string Type => "ntfy";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var body = notice.IsPlain ? Plain(notice) : Change(notice);
        if (config.Has("ntfyUseTemplate"))
        {
            Template(notice, body, "ntfyCustomTitle", "title");
            Template(notice, body, "ntfyCustomMessage", "message");
        }

        var call = Signed(HttpCall.Post(config.Text("ntfyserverurl")), config).Json(body);
        return config.Has("ntfyCall") ? call.Header("X-Call", config.Text("ntfyCall")) : call;
    }

    private static HttpCall Signed(HttpCall call, Fields config)
    {
        var method = config.TextOr("ntfyAuthenticationMethod", config.Has("ntfyusername") ? "usernamePassword" : "none");
        return method switch
        {
            "usernamePassword" => call.Basic(config.Text("ntfyusername"), config.Text("ntfypassword")),
            "accessToken" => call.Bearer(config.Text("ntfyaccesstoken")),
            _ => call,
        };
    }

    private static JsonBody Plain(Notice notice) => new()
    {
        ["topic"] = notice.Config["ntfytopic"],
        ["title"] = $"{(notice.Name is { Length: > 0 } name ? name : notice.Config.Text("ntfytopic"))} [Uptime-Kuma]",
        ["message"] = notice.Text,
        ["priority"] = Number(notice.Config, "ntfyPriority"),
        ["tags"] = new[] { "test_tube" },
    };

    private static JsonBody Change(Notice notice)
    {
        var config = notice.Config;
        var usual = config.Integer("ntfyPriority") is { } set and not 0 ? set : Highest - 1;
        return new JsonBody
        {
            ["topic"] = config["ntfytopic"],
            ["message"] = notice.BeatText,
            ["priority"] = notice.IsUp ? usual : config.Has("ntfyPriorityDown") ? Number(config, "ntfyPriorityDown") : Math.Min(usual + 1, Highest),
            ["title"] = $"{notice.Name} {(notice.IsUp ? "Up" : "Down")} [Uptime-Kuma]",
            ["tags"] = new[] { notice.IsUp ? "green_circle" : "red_circle" }.Concat(notice.Tags.Select(Notice.Print)),
            ["actions"] = notice.Monitor?.Text("url") is { Length: > 0 } url and not "https://"
                ? new[] { new JsonBody { ["action"] = "view", ["label"] = $"Open {notice.Name}", ["url"] = url } }
                : null,
            ["icon"] = config.IfSet("ntfyIcon"),
        };
    }

    /// <summary>The target takes numbers only, and forms may have stored text.</summary>
    private static object? Number(Fields config, string name) =>
        int.TryParse(config.Text(name), CultureInfo.InvariantCulture, out var number) ? number : config[name];

    private static void Template(Notice notice, JsonBody body, string field, string member)
    {
        var template = notice.Config.Text(field).Trim();
        if (template.Length > 0)
        {
            body[member] = notice.Render(template);
        }
    }
}
