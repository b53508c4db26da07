using System.Text.Json;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Sms;

internal sealed class ClickSendSms : IHttpProvider
{
    public string Type => "clicksendsms";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        return HttpCall.Post("https://rest.clicksend.com/v3/sms/send")
            .Basic(config.Text("clicksendsmsLogin"), config.Text("clicksendsmsPassword"))
            .Header("Accept", "text/json")
            .Json(new JsonBody
            {
                ["messages"] = new[]
                {
                    new JsonBody
                    {
                        ["body"] = notice.Ascii,
                        ["to"] = config["clicksendsmsToNumber"],
                        ["source"] = "uptime-kuma",
                        ["from"] = config["clicksendsmsSenderName"],
                    },
                },
            });
    }

    public string Read(HttpAnswer answer, Notice notice)
    {
        var messages = answer.Json["data"] is { } data ? new Fields(data)["messages"] : null;
        var status = messages is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 ? new Fields(list[0]).Text("status") : "";
        return status is "SUCCESS" ? Notice.Sent : throw new NotificationFailedException($"Something gone wrong. Api returned {status}.");
    }
}
