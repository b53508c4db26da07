using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Sms;

/// <summary>A router with a modem: sign in, then send. Only the origin of its address is used.</summary>
internal sealed class Teltonika(NotificationHttp http) : INotificationProvider
{
    private const int SmsLength = 159;

    public string Type => "Teltonika";

    public async Task<string> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        var config = notice.Config;
        if (!Uri.TryCreate(config.Text("teltonikaUrl"), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new NotificationFailedException($"Invalid URL: {config.Text("teltonikaUrl")}");
        }

        var origin = $"{url.Scheme}://{url.Authority}";
        var credentials = new JsonBody { ["username"] = config["teltonikaUsername"], ["password"] = config["teltonikaPassword"] };
        var login = await PostAsync($"{origin}/api/login", credentials, token: null, config, cancellationToken);
        if (login.Text("success") is not "true")
        {
            throw new NotificationFailedException($"Login failed: {(login["errors"] is { } errors ? new Fields(errors).Text("error") : "")}");
        }

        var token = login["data"] is { } data ? new Fields(data).Text("token") : "";
        var message = new JsonBody
        {
            ["data"] = new JsonBody
            {
                ["modem"] = config["teltonikaModem"],
                ["number"] = config["teltonikaPhoneNumber"],
                ["message"] = SmsText.Cut(notice.Text, SmsLength),
            },
        };
        var sent = await PostAsync($"{origin}/api/messages/actions/send", message, token, config, cancellationToken);
        return sent.Text("success") is "true"
            ? Notice.Sent
            : throw new NotificationFailedException($"Api returned: {JsonText.Compact(sent["errors"]?.GetRawText() ?? "")}");
    }

    private async Task<Fields> PostAsync(string url, JsonBody body, string? token, Fields config, CancellationToken cancellationToken)
    {
        var call = HttpCall.Post(url).AcceptJson().Header("cache-control", "no-cache").Json(body) with
        {
            AnyCertificate = config.Has("teltonikaUnsafeTls"),
        };
        var answer = await http.SendAsync(token is null ? call : call.Bearer(token), useProxy: true, cancellationToken);
        return answer.Json;
    }
}
