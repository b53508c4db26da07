using System.Globalization;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Other;

internal sealed class GoogleSheets : IHttpProvider
{
    private const string None = "N/A";

    public string Type => "GoogleSheets";

    public HttpCall Call(Notice notice) => HttpCall.Post(notice.Config.Text("googleSheetsWebhookUrl")).Json(new JsonBody
    {
        ["timestamp"] = notice.Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        ["status"] = notice.Pick(None, "UP", "DOWN"),
        ["monitorName"] = notice.Name is { Length: > 0 } name ? name : None,
        ["monitorUrl"] = notice.Address is { Length: > 0 } address ? address : None,
        ["message"] = notice.Text,
        ["responseTime"] = notice.Beat?.IfSet("ping") is { } ping ? ping : None,
        ["statusCode"] = None,
    });
}
