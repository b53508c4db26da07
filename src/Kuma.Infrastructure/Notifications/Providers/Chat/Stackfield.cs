using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed class Stackfield : IHttpProvider
{
    public string Type => "stackfield";

    public HttpCall Call(Notice notice)
    {
        var lines = new List<string> { "+Uptime Kuma Alert+" };
        if (notice.Monitor is not null)
        {
            lines.Add($"*{notice.Name}*");
        }

        lines.Add(notice.Text);
        if (notice.BaseUrl.Length > 0)
        {
            lines.Add(notice.Monitor is null ? $"{notice.BaseUrl}/" : notice.Dashboard);
        }

        return HttpCall.Post(notice.Config.Text("stackfieldwebhookURL")).Json(new JsonBody { ["Title"] = string.Join('\n', lines) });
    }
}
