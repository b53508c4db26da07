using System.Security.Cryptography;
using System.Text.Json;
using Kuma.Infrastructure.Scripting;

namespace Kuma.Infrastructure.Notifications;

/// <summary>
/// One message for one provider: its settings, the text, and for DOWN and UP the monitor and the heartbeat. Tests and expiry notices have neither
/// (they are called plain).
/// </summary>
internal sealed class Notice
{
    public const string Sent = "Sent Successfully.";

    public const string Icon = "https://github.com/louislam/uptime-kuma/raw/master/public/icon.png";

    /// <summary>What the user set up for the provider, one flat object.</summary>
    public required Fields Config { get; init; }

    /// <summary>The message for people.</summary>
    public required string Text { get; init; }

    /// <summary>The monitor without its secrets; <c>null</c> for plain notices.</summary>
    public Fields? Monitor { get; init; }

    /// <summary>The heartbeat; <c>null</c> for plain notices.</summary>
    public Fields? Beat { get; init; }

    /// <summary>The address that people reach this Kuma at, without a slash at its end; may be empty.</summary>
    public string BaseUrl { get; init; } = "";

    public required DateTimeOffset Now { get; init; }

    public required LiquidTemplates Templates { get; init; }

    /// <summary>Random bytes for identifiers, nonces and keys.</summary>
    public Func<int, byte[]> Random { get; init; } = RandomNumberGenerator.GetBytes;

    /// <summary>Neither DOWN nor UP: a test or an expiry notice.</summary>
    public bool IsPlain => Beat is null;

    /// <summary>Somebody pressed the test button.</summary>
    public bool IsTest => IsPlain && Text.EndsWith("Testing", StringComparison.Ordinal);

    public bool IsUp => Beat is { } beat && beat.Text("status") is "1";

    public bool IsDown => Beat is { } beat && beat.Text("status") is "0";

    /// <summary>The monitor's name; nothing for plain notices.</summary>
    public string Name => Monitor?.Text("name") ?? "";

    /// <summary>What the check said.</summary>
    public string BeatText => Beat?.Text("msg") ?? "";

    public string Zone => Beat?.Text("timezone") ?? "";

    public string LocalTime => Beat?.Text("localDateTime") ?? "";

    /// <summary>The line that tells when, with the server's zone.</summary>
    public string TimeLine => $"Time ({Zone}): {LocalTime}";

    /// <summary>The monitor's page in the dashboard.</summary>
    public string Dashboard => $"{BaseUrl}/dashboard/{Monitor?.Text("id")}";

    /// <summary>The message without anything beyond ASCII, for text messages.</summary>
    public string Ascii => string.Concat(Text.Where(char.IsAscii));

    /// <summary>What is monitored, in one line; may be empty.</summary>
    public string Address
    {
        get
        {
            if (Monitor is not { } monitor)
            {
                return "";
            }

            var host = monitor.Text("hostname");
            var url = monitor.Text("url");
            return monitor.Text("type") switch
            {
                "push" => "Heartbeat",
                "ping" or "dns" => host,
                "port" or "gamedig" or "steam" => monitor.Has("port") ? $"{host}:{monitor.Text("port")}" : host,
                "globalping" => monitor.Text("subtype") switch { "ping" or "dns" => host, "http" => url, _ => "" },
                _ => url is "https://" or "http://" ? "" : url,
            };
        }
    }

    /// <summary>What is monitored, by the rule of the incident services.</summary>
    public string IncidentAddress
    {
        get
        {
            if (Monitor is not { } monitor)
            {
                return "";
            }

            var host = monitor.Text("hostname");
            return monitor.Text("type") is "port"
                ? monitor.Has("port") ? $"{host}:{monitor.Text("port")}" : host
                : monitor.IsNull("hostname") ? monitor.Text("url") : host;
        }
    }

    /// <summary>The title of services that show one above the message.</summary>
    public string Title => IsPlain ? "UptimeKuma Message" : $"UptimeKuma Monitor {Pick("", "Up", "Down")} {Name}";

    /// <summary>The tags of the monitor.</summary>
    public IEnumerable<Fields> Tags => Monitor?["tags"] is { ValueKind: JsonValueKind.Array } tags
        ? tags.EnumerateArray().Select(tag => new Fields(tag))
        : [];

    /// <summary>One of three, by what the notice is.</summary>
    public T Pick<T>(T plain, T up, T down) => IsPlain ? plain : IsUp ? up : down;

    /// <summary>A tag as <c>name: value</c>, or its name alone.</summary>
    public static string Print(Fields tag) => tag.Has("value") ? $"{tag.Text("name")}: {tag.Text("value")}" : tag.Text("name");

    /// <summary>The same notice with another text.</summary>
    public Notice With(string text) => With(text, Monitor, Beat);

    public Notice With(string text, Fields? monitor, Fields? beat) => new()
    {
        Config = Config, Text = text, Monitor = monitor, Beat = beat, BaseUrl = BaseUrl, Now = Now, Templates = Templates, Random = Random,
    };

    /// <summary>Fills in a Liquid template.</summary>
    /// <exception cref="NotificationFailedException">The template has a mistake.</exception>
    public string Render(string template) => Templates.Render(template, new TemplateValues(
        Text,
        Monitor is { } monitor ? monitor.Text("name") : "Monitor Name not available",
        Monitor is null ? "testing.hostname" : Address,
        Pick("⚠️ Test", "✅ Up", "🔴 Down"),
        Monitor?.Value.GetRawText() ?? "null",
        Beat?.Value.GetRawText() ?? "null"));

    /// <summary>Fills in the template of a field when its switch is on and it holds one; else the message.</summary>
    public string RenderIf(string switchField, string templateField) =>
        Config.Has(switchField) && Config.Has(templateField) ? Render(Config.Text(templateField)) : Text;
}
