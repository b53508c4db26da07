using System.Globalization;
using System.Text.RegularExpressions;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

/// <summary>A text template of twenty characters; longer messages are cut.</summary>
internal sealed partial class SmsIr(NotificationHttp http) : INotificationProvider
{
    private const int Room = 20;
    private const int Kept = 16;

    public string Type => "smsir";

    public async Task<string> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        var config = notice.Config;
        var text = Short(notice.Text);
        await Task.WhenAll(config.Text("smsirNumber").Split(',').Select(number => http.SendAsync(
            HttpCall.Post("https://api.sms.ir/v1/send/verify")
                .AcceptJson()
                .Header("X-API-Key", config.Text("smsirApiKey"))
                .Json(new JsonBody
                {
                    ["mobile"] = Mobile(number),
                    ["templateId"] = config.Integer("smsirTemplate"),
                    ["parameters"] = new[] { new JsonBody { ["name"] = "uptkumaalert", ["value"] = text } },
                }),
            useProxy: true,
            cancellationToken)));
        return Notice.Sent;
    }

    internal static string Short(string text)
    {
        var dense = text.Length > Room ? Spaces().Replace(text, "") : text;
        return dense.Length > Room ? $"{Sms.SmsText.Cut(dense, Kept)}..." : dense;
    }

    private static string Mobile(string number) =>
        number.Length == 11 && number.StartsWith("09", StringComparison.Ordinal) && number.All(char.IsAsciiDigit) ? number[1..] : number;

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
