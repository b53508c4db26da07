using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Push;

internal sealed class Gorush : IHttpProvider
{
    public string Type => "gorush";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        return HttpCall.Post($"{config.Text("gorushServerURL")}/api/push").Json(new JsonBody
        {
            ["notifications"] = new[]
            {
                new JsonBody
                {
                    ["tokens"] = new[] { config.Text("gorushDeviceToken") },
                    ["platform"] = config.Text("gorushPlatform") switch { "ios" => 1, "android" => 2, "huawei" => 3, _ => null },
                    ["message"] = notice.Text,
                    ["title"] = config["gorushTitle"],
                    ["priority"] = config["gorushPriority"],
                    ["retry"] = config.Integer("gorushRetry") ?? 0,
                    ["topic"] = config["gorushTopic"],
                },
            },
        });
    }
}
