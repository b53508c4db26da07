using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed class SmsManager : IHttpProvider
{
    public string Type => "SMSManager";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        string[] fields =
        [
            $"apikey={Escape.Component(config.Text("smsmanagerApiKey"))}",
            $"message={Escape.Component(notice.Ascii)}",
            $"number={Escape.Component(config.Text("numbers"))}",
            $"gateway={Escape.Component(config.TextOr("messageType", "high"))}",
        ];
        return HttpCall.Get($"https://http-api.smsmanager.cz/Send?{string.Join('&', fields)}");
    }
}
