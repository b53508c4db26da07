using System.Text.RegularExpressions;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

internal sealed partial class Signal : IHttpProvider
{
    public string Type => "signal";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        return HttpCall.Post(config.Text("signalURL")).Json(new JsonBody
        {
            ["message"] = notice.RenderIf("signalUseTemplate", "signalTemplate"),
            ["number"] = config["signalNumber"],
            ["recipients"] = Spaces().Replace(config.Text("signalRecipients"), "").Split(','),
        });
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
