using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed class FreeMobile : IHttpProvider
{
    public string Type => "FreeMobile";

    public HttpCall Call(Notice notice) =>
        HttpCall.Post($"https://smsapi.free-mobile.fr/sendmsg?msg={Escape.Component(Sms.SmsText.SwapRedCircle(notice.Text, "⛔️"))}")
            .Json(new JsonBody { ["user"] = notice.Config["freemobileUser"], ["pass"] = notice.Config["freemobilePass"] });
}
