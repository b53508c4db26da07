using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Sms;

internal sealed class Elks : IHttpProvider
{
    public string Type => "Elks";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        return HttpCall.Post("https://api.46elks.com/a1/sms")
            .Basic(config.Text("elksUsername"), config.Text("elksAuthToken"))
            .Form(("from", config.Text("elksFromNumber")), ("to", config.Text("elksToNumber")), ("message", notice.Text));
    }
}
