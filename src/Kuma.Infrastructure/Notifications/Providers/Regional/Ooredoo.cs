using System.Text;
using System.Text.RegularExpressions;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed partial class Ooredoo(NotificationHttp http) : INotificationProvider
{
    private const int BatchSize = 20;
    private const int LocalLength = 7;

    public string Type => "Ooredoo";

    public async Task<string> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        var config = notice.Config;
        var numbers = Separators().Split(config.Text("ooredooToNumber"))
            .Select(number => number.Replace("+", "", StringComparison.Ordinal))
            .Where(number => number.Length > 0)
            .Select(number => number.Length == LocalLength && number.All(char.IsAsciiDigit) ? $"960{number}" : number)
            .ToList();
        if (numbers.Count == 0)
        {
            throw new NotificationFailedException("No valid recipient phone number was provided.");
        }

        foreach (var batch in numbers.Chunk(BatchSize))
        {
            await SendAsync(notice, batch, cancellationToken);
        }

        return Notice.Sent;
    }

    private async Task SendAsync(Notice notice, string[] numbers, CancellationToken cancellationToken)
    {
        var config = notice.Config;
        var call = HttpCall.Post(config.TextOr("ooredooServerUrl", "https://o-papi1-lb01.ooredoo.mv/bulk_sms/v2"))
            .Bearer(config.Text("ooredooBearerToken"))
            .Form(
                ("username", config.Text("ooredooUsername")),
                ("access_key", Convert.ToBase64String(Encoding.UTF8.GetBytes(config.Text("ooredooAccessKey")))),
                ("message", notice.Text),
                ("batch", string.Join(' ', numbers)))
            .Header("Content-Type", "application/x-www-form-urlencoded");
        var answer = (await http.SendAsync(call, useProxy: true, cancellationToken)).Json;
        if (answer.Integer("response_code") is not 0)
        {
            var reason = answer.TextOr("response_message", $"response_code={answer.Text("response_code")}");
            throw new NotificationFailedException($"Ooredoo rejected the message: {reason}");
        }
    }

    [GeneratedRegex(@"[\s,;]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separators();
}
