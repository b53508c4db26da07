using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Sms;

internal sealed class GtxMessaging : IHttpProvider
{
    public string Type => "gtxmessaging";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        return HttpCall.Post($"https://rest.gtx-messaging.net/smsc/sendsms/{config.Text("gtxMessagingApiKey")}/json").Form(
            ("from", config.Text("gtxMessagingFrom").Trim()),
            ("to", config.Text("gtxMessagingTo").Trim()),
            ("text", SmsText.WithoutStateEmoji(notice.Text)));
    }
}

/// <summary>Texts for phones.</summary>
internal static class SmsText
{
    public static string WithoutStateEmoji(string text) =>
        text.Replace("🔴 ", "", StringComparison.Ordinal).Replace("✅ ", "", StringComparison.Ordinal);

    /// <summary>At most so many characters; never half of one that takes the room of two.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text : char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];

    /// <summary>Puts something else in the place of the first red circle.</summary>
    public static string SwapRedCircle(string text, string sign)
    {
        var place = text.IndexOf("🔴", StringComparison.Ordinal);
        return place < 0 ? text : string.Concat(text.AsSpan(0, place), sign, text.AsSpan(place + "🔴".Length));
    }
}
