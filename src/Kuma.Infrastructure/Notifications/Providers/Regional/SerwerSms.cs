using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed class SerwerSms : IHttpProvider
{
    public string Type => "serwersms";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var toGroup = config.Text("serwersmsRecipientType") is "group";
        return HttpCall.Post("https://api2.serwersms.pl/messages/send_sms").Json(new JsonBody
        {
            ["username"] = config["serwersmsUsername"],
            ["password"] = config["serwersmsPassword"],
            ["text"] = notice.Ascii,
            ["sender"] = config["serwersmsSenderName"],
            [toGroup ? "group_id" : "phone"] = config[toGroup ? "serwersmsGroupId" : "serwersmsPhoneNumber"],
        });
    }

    public string Read(HttpAnswer answer, Notice notice)
    {
        var json = answer.Json;
        if (json.Has("success"))
        {
            return Notice.Sent;
        }

        if (!json.Has("error"))
        {
            throw new NotificationFailedException("SerwerSMS.pl API returned an unexpected response");
        }

        var error = new Fields(json["error"]!.Value);
        throw new NotificationFailedException(
            $"SerwerSMS.pl API returned error code {error.Text("code")} ({error.Text("type")}) with error message: {error.Text("message")}");
    }
}
