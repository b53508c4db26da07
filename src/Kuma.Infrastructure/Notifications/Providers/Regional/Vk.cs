using System.Buffers.Binary;
using System.Globalization;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

internal sealed class Vk : IHttpProvider
{
    public string Type => "VK";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var random = BinaryPrimitives.ReadUInt32LittleEndian(notice.Random(4)) % int.MaxValue;
        return HttpCall.Post("https://api.vk.ru/method/messages.send").Form(
            ("access_token", config.Text("vkAccessToken")),
            ("v", config.Text("vkApiVersion")),
            ("peer_id", config.Text("vkPeerId")),
            ("message", notice.Text),
            ("dont_parse_links", config.Has("vkDontParseLinks") ? "1" : "0"),
            ("random_id", random.ToString(CultureInfo.InvariantCulture)));
    }

    public string Read(HttpAnswer answer, Notice notice)
    {
        if (answer.Json.Has("error"))
        {
            var error = new Fields(answer.Json["error"]!.Value);
            throw new NotificationFailedException($"VK API returned error {error.Text("error_code")}: {error.Text("error_msg")}");
        }

        return answer.Json["response"] is null ? throw new NotificationFailedException("Invalid VK API response") : Notice.Sent;
    }
}
