using System.Security.Cryptography;
using System.Text;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Chat;

/// <summary>A bot of a conversation: the message itself is signed, not the body.</summary>
internal sealed class NextcloudTalk : IHttpProvider
{
    public string Type => "nextcloudtalk";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var random = Convert.ToHexStringLower(notice.Random(32));
        return HttpCall.Post($"{config.Text("host")}/ocs/v2.php/apps/spreed/api/v1/bot/{config.Text("conversationToken")}/message")
            .Header("X-Nextcloud-Talk-Bot-Random", random)
            .Header("X-Nextcloud-Talk-Bot-Signature", Signature(config.Text("botSecret"), random, notice.Text))
            .Header("OCS-APIRequest", "true")
            .Json(new JsonBody
            {
                ["message"] = notice.Text,
                ["silent"] = notice.Pick<object?>(false, config["sendSilentUp"], config["sendSilentDown"]),
            });
    }

    public string Read(HttpAnswer answer, Notice notice) =>
        answer.Status == 201 ? Notice.Sent : throw new NotificationFailedException($"Nextcloud Talk Error {answer.Status}");

    internal static string Signature(string secret, string random, string message) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(random + message)));
}
