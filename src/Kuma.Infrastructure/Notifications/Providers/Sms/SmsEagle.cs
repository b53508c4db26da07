using System.Globalization;
using System.Text.Json;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Sms;

/// <summary>
/// A gateway of one's own. Version 1 of its interface gets what the documentation of the gateway asks for: encoding and priority with texts, a
/// duration with calls (docs/notifications.md).
/// </summary>
internal sealed class SmsEagle(NotificationHttp http) : INotificationProvider
{
    private const int DefaultDuration = 10;

    public string Type => "SMSEagle";

    public async Task<string> SendAsync(Notice notice, CancellationToken cancellationToken) => notice.Config.Text("smseagleApiType") switch
    {
        "smseagle-apiv1" => ReadV1(await http.SendAsync(V1(notice), useProxy: true, cancellationToken)),
        "smseagle-apiv2" => ReadV2(await http.SendAsync(V2(notice), useProxy: true, cancellationToken)),
        _ => "",
    };

    private static HttpCall V1(Notice notice)
    {
        var config = notice.Config;
        var message = config.TextOr("smseagleMsgType", "smseagle-sms");
        var (path, recipient) = config.Text("smseagleRecipientType") switch
        {
            "smseagle-contact" => ("/send_tocontact", "contactname"),
            "smseagle-group" => ("/send_togroup", "groupname"),
            _ => (message switch
            {
                "smseagle-ring" => "/ring_call",
                "smseagle-tts" => "/tts_call",
                "smseagle-tts-advanced" => "/tts_adv_call",
                _ => "/send_sms",
            }, "to"),
        };
        var isCall = path.EndsWith("_call", StringComparison.Ordinal);
        var query = Escape.Form(
            ("access_token", config.Text("smseagleToken")),
            (recipient, config.Text("smseagleRecipient")),
            ("duration", isCall ? Duration(config).ToString(CultureInfo.InvariantCulture) : null),
            ("unicode", isCall ? null : config.Has("smseagleEncoding") ? "1" : "0"),
            ("highpriority", isCall ? null : config.TextOr("smseaglePriority", "0")),
            ("message", path is "/ring_call" ? null : notice.Text),
            ("voice_id", path is "/tts_adv_call" ? config.TextOr("smseagleTtsModel", "1") : null));
        return HttpCall.Get(Escape.WithQuery($"{config.Text("smseagleUrl")}/http_api{path}", query));
    }

    private static string ReadV1(HttpAnswer answer) => answer.Body.Contains("OK", StringComparison.Ordinal)
        ? Notice.Sent
        : throw new NotificationFailedException($"SMSEagle API returned error: {answer.Body}");

    private static HttpCall V2(Notice notice)
    {
        var config = notice.Config;
        var path = config.Text("smseagleMsgType") switch
        {
            "smseagle-ring" => "/calls/ring",
            "smseagle-tts" => "/calls/tts",
            "smseagle-tts-advanced" => "/calls/tts_advanced",
            _ => "/messages/sms",
        };
        var body = new JsonBody
        {
            ["text"] = notice.Text,
            ["encoding"] = config.Has("smseagleEncoding") ? "unicode" : "standard",
            ["priority"] = config.IsNull("smseaglePriority") ? 0 : config["smseaglePriority"],
            ["contacts"] = Numbers(config, "smseagleRecipientContact"),
            ["groups"] = Numbers(config, "smseagleRecipientGroup"),
            ["to"] = config.Has("smseagleRecipientTo") ? config.Text("smseagleRecipientTo").Split(',') : null,
        };
        if (path is not "/messages/sms")
        {
            body["duration"] = Duration(config);
        }

        if (path is "/calls/tts_advanced")
        {
            body["voice_id"] = config.IsNull("smseagleTtsModel") ? 1 : config["smseagleTtsModel"];
        }

        return HttpCall.Post($"{config.Text("smseagleUrl")}/api/v2{path}").Header("access-token", config.Text("smseagleToken")).Json(body);
    }

    private static string ReadV2(HttpAnswer answer)
    {
        JsonElement[] messages = JsonText.Parse(answer.Body) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];
        var queued = messages.Count(message => new Fields(message).Text("status") is "queued");
        if (answer.Status != 200 || queued == 0)
        {
            throw new NotificationFailedException(messages.Length == 0
                ? "SMSEagle API returned an empty response"
                : $"SMSEagle API returned error: {JsonText.AsJson(answer.Body)}");
        }

        return queued == messages.Length
            ? Notice.Sent
            : string.Create(CultureInfo.InvariantCulture, $"Sent {queued}/{messages.Length} Messages Successfully.");
    }

    private static int Duration(Fields config) => config.Integer("smseagleDuration") ?? DefaultDuration;

    private static IEnumerable<int>? Numbers(Fields config, string name) => config.Has(name)
        ? config.List(name).Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0)
        : null;
}
