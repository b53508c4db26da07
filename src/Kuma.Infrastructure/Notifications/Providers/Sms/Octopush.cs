using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Sms;

internal sealed class Octopush : IHttpProvider
{
    public string Type => "octopush";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        return config.TextOr("octopushVersion", "2") switch
        {
            "2" => HttpCall.Post("https://api.octopush.com/v1/public/sms-campaign/send")
                .Header("api-key", config.Text("octopushAPIKey"))
                .Header("api-login", config.Text("octopushLogin"))
                .Header("cache-control", "no-cache")
                .Json(new JsonBody
                {
                    ["recipients"] = new[] { new JsonBody { ["phone_number"] = config["octopushPhoneNumber"] } },
                    ["text"] = notice.Ascii,
                    ["type"] = config["octopushSMSType"],
                    ["purpose"] = "alert",
                    ["sender"] = config["octopushSenderName"],
                }),
            "1" => HttpCall.Post(Escape.WithQuery("https://www.octopush-dm.com/api/sms/json", Escape.Query(
                    ("user_login", config.TextOrNull("octopushDMLogin")),
                    ("api_key", config.TextOrNull("octopushDMAPIKey")),
                    ("sms_recipients", config.TextOrNull("octopushDMPhoneNumber")),
                    ("sms_sender", config.TextOrNull("octopushDMSenderName")),
                    ("sms_type", config.Text("octopushDMSMSType") is "sms_premium" ? "FR" : "XXX"),
                    ("transactional", "1"),
                    ("sms_text", notice.Ascii))))
                .Header("cache-control", "no-cache")
                .Json([]),
            _ => throw new NotificationFailedException("Unknown Octopush version!"),
        };
    }

    public string Read(HttpAnswer answer, Notice notice) =>
        notice.Config.Text("octopushVersion") is "1" && answer.Json.Has("error_code") && answer.Json.Text("error_code") is not "000"
            ? throw new NotificationFailedException($"Octopush error {JsonText.AsJson(answer.Body)}")
            : Notice.Sent;
}
