using System.Text.Json;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Universal;

/// <summary>The user's own receiver, in one of four shapes: a GET, JSON, a form with JSON in it, or whatever a template makes.</summary>
internal sealed class Webhook : IHttpProvider
{
    public string Type => "webhook";

    public HttpCall Call(Notice notice)
    {
        var headers = AdditionalHeaders(notice.Config);
        var call = Shape(notice, headers);
        return headers.Aggregate(call, (made, header) => made.Header(header.Name, header.Value));
    }

    private static HttpCall Shape(Notice notice, IReadOnlyList<(string Name, string Value)> headers)
    {
        var config = notice.Config;
        var url = config.Text("webhookURL");
        if (string.Equals(config.Text("httpMethod"), "get", StringComparison.OrdinalIgnoreCase))
        {
            return HttpCall.Get(Escape.WithQuery(url, Escape.Query(
                ("msg", notice.Text), ("heartbeat", Text(notice.Beat)), ("monitor", Text(notice.Monitor)))));
        }

        var body = new JsonBody
        {
            ["heartbeat"] = JsonBody.OrNull(notice.Beat), ["monitor"] = JsonBody.OrNull(notice.Monitor), ["msg"] = notice.Text,
        };
        return config.Text("webhookContentType") switch
        {
            "form-data" => HttpCall.Post(url).Multipart(("data", body.ToString())),
            "custom" => HttpCall.Post(url).Raw(
                Custom(notice.Render(config.Text("webhookCustomBody")), headers), "application/x-www-form-urlencoded"),
            _ => HttpCall.Post(url).Json(body),
        };
    }

    private static string? Text(Fields? json) => json is { } present ? JsonText.Of(present.Value) : null;

    /// <summary>Under a JSON content type the text is sent as JSON: trimmed when it is some, else as a JSON string.</summary>
    private static string Custom(string text, IReadOnlyList<(string Name, string Value)> headers)
    {
        var type = headers.LastOrDefault(header => header.Name.Equals("content-type", StringComparison.OrdinalIgnoreCase)).Value ?? "";
        if (!type.Contains("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        return JsonText.Parse(text) is null ? JsonText.Quote(text) : text.Trim();
    }

    private static List<(string Name, string Value)> AdditionalHeaders(Fields config)
    {
        if (!config.Has("webhookAdditionalHeaders"))
        {
            return [];
        }

        return JsonText.Parse(config.Text("webhookAdditionalHeaders")) switch
        {
            { ValueKind: JsonValueKind.Object } headers =>
                [.. headers.EnumerateObject().Select(header => (header.Name, Fields.Print(header.Value)))],
            null => throw new NotificationFailedException("Additional Headers is not a valid JSON"),
            _ => [],
        };
    }
}
