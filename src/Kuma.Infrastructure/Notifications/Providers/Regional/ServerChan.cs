using System.Text.RegularExpressions;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed partial class ServerChan : IHttpProvider
{
    public string Type => "ServerChan";

    public HttpCall Call(Notice notice)
    {
        var key = notice.Config.Text("serverChanSendKey");
        var url = OwnHost().Match(key) is { Success: true } match
            ? $"https://{match.Groups["host"].Value}.push.ft07.com/send/{key}.send"
            : $"https://sctapi.ftqq.com/{key}.send";
        return HttpCall.Post(url).Json(new JsonBody { ["title"] = notice.Title, ["desp"] = notice.Text });
    }

    [GeneratedRegex(@"^sctp(?<host>\d+)t", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnHost();
}
