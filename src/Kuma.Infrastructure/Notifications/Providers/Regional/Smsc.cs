using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed class Smsc : IHttpProvider
{
    public string Type => "smsc";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var sender = config.Has("smscSenderName") ? $"&sender={Escape.Component(config.Text("smscSenderName"))}" : "";
        return HttpCall.Get(
                $"https://smsc.kz/sys/send.php?fmt=3&translit={config.TextOr("smscTranslit", "0")}&login={Escape.Component(config.Text("smscLogin"))}"
                + $"&psw={Escape.Component(config.Text("smscPassword"))}&phones={Escape.Component(config.Text("smscToNumber"))}"
                + $"&mes={Escape.Component(notice.Ascii)}{sender}")
            .Header("Accept", "text/json");
    }

    public string Read(HttpAnswer answer, Notice notice) => answer.Json["id"] is not null
        ? Notice.Sent
        : throw new NotificationFailedException(
            $"Something gone wrong. Api returned code {answer.Json.Text("error_code")}: {answer.Json.Text("error")}");
}
