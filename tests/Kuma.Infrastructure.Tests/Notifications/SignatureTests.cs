using Kuma.Infrastructure.Notifications.Http;
using Kuma.Infrastructure.Notifications.Providers.Chat;
using Kuma.Infrastructure.Notifications.Providers.Regional;
using Kuma.Infrastructure.Notifications.Providers.Sms;

namespace Kuma.Infrastructure.Tests.Notifications;

/// <summary>Values that were computed by the original.</summary>
public sealed class SignatureTests
{
    [Fact]
    public void Aliyun() => AliyunSms.Signature(
        [
            ("PhoneNumbers", "13800000000"), ("TemplateCode", "SMS_1"), ("SignName", "签名 (x)*'!"),
            ("TemplateParam", """{"name":"a","time":"","status":"DOWN"}"""), ("AccessKeyId", "AK"), ("Format", "JSON"),
            ("SignatureMethod", "HMAC-SHA1"), ("SignatureVersion", "1.0"), ("SignatureNonce", "0.5"), ("Timestamp", "2026-01-02T03:04:05.678Z"),
            ("Action", "SendSms"), ("Version", "2017-05-25"),
        ],
        "SK").ShouldBe("W3l+ZmH8rdHn+9c/O/5IjectqBM=");

    [Fact]
    public void DingTalk() => DingDing.Signature("SEC1", "1700000000000").ShouldBe("ukR4+WoOOBTGaOauYqugxVrMSFyr92q4hPxJxuOkiio=");

    [Fact]
    public void Nextcloud() => NextcloudTalk.Signature("secret", new string('a', 64), "hello ✅")
        .ShouldBe("31e9f413b095d55c8034c55e75e793f118f85cc0e4020fe83e3c97554ac679b1");

    [Theory]
    [InlineData("see https://a.b/c?d and 10.0.0.1:80, 10.0.0.0/24 at www.example.com", "see [URL] and [IP], [IP]/24 at [Domain]")]
    public void Addresses_are_taken_out_of_texts_for_Aliyun(string text, string expected) => AliyunSms.Clean(text).ShouldBe(expected);

    [Theory]
    [InlineData("a b&c(d)~é", "a%20b%26c(d)~%C3%A9")]
    public void A_component_is_encoded_as_in_a_browser(string text, string expected) => Escape.Component(text).ShouldBe(expected);

    [Theory]
    [InlineData("https://x", "https://x/")]
    [InlineData("https://x?a=1#b", "https://x/?a=1")]
    [InlineData(" https://x/a b/ü ", "https://x/a%20b/%C3%BC")]
    [InlineData("https://x/[1]?q=%20", "https://x/[1]?q=%20")]
    [InlineData("https://ü:ö@ä?u=https://b/ c", "https://ü:ö@ä/?u=https://b/%20c")]
    [InlineData("no address", "no address")]
    public void An_address_is_made_fit_for_the_wire(string url, string expected) => Escape.Address(url).ShouldBe(expected);

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("ab🔴", 3, "ab")]
    [InlineData("a🔴b", 3, "a🔴")]
    public void A_text_is_cut_between_its_characters(string text, int length, string expected) => SmsText.Cut(text, length).ShouldBe(expected);

    [Theory]
    [InlineData("""{ "a" : "🔴" }""", """{"a":"🔴"}""")]
    [InlineData("no \"json\"", "\"no \\\"json\\\"\"")]
    public void An_answer_is_told_as_JSON(string answer, string expected) => JsonText.AsJson(answer).ShouldBe(expected);

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(59, "59s")]
    [InlineData(3600, "1h")]
    [InlineData(3845, "1h 4m")]
    [InlineData(125, "2m 5s")]
    public void Durations_are_told_in_words(int seconds, string expected) => DiscordMessages.Duration(seconds).ShouldBe(expected);

    [Theory]
    [InlineData("🔴 \"\\uD83D\" x", "\"🔴 \\\"\\\\uD83D\\\" x\"")]
    public void Emoji_stay_readable_in_JSON(string text, string expected) => JsonText.Quote(text).ShouldBe(expected);
}
