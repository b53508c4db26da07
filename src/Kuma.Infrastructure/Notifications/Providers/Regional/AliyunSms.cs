using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Kuma.Infrastructure.Notifications.Http;

namespace Kuma.Infrastructure.Notifications.Providers.Regional;

/// <summary>Alibaba's signed form. What looks like an address is taken out of texts, because carriers drop such messages.</summary>
internal sealed partial class AliyunSms : IHttpProvider
{
    public string Type => "AliyunSMS";

    public HttpCall Call(Notice notice)
    {
        var config = notice.Config;
        var values = new JsonBody
        {
            ["name"] = notice.Name, ["time"] = notice.LocalTime, ["status"] = notice.Pick("", "UP", "DOWN"),
            ["msg"] = config.Has("optionalParameters") ? Clean(notice.IsPlain ? notice.Text : notice.BeatText) : null,
        };
        List<(string Name, string Value)> fields =
        [
            ("PhoneNumbers", config.Text("phonenumber")),
            ("TemplateCode", config.Text("templateCode")),
            ("SignName", config.Text("signName")),
            ("TemplateParam", values.ToString()),
            ("AccessKeyId", config.Text("accessKeyId")),
            ("Format", "JSON"),
            ("SignatureMethod", "HMAC-SHA1"),
            ("SignatureVersion", "1.0"),
            ("SignatureNonce", Convert.ToHexStringLower(notice.Random(16))),
            ("Timestamp", notice.Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)),
            ("Action", "SendSms"),
            ("Version", "2017-05-25"),
        ];
        fields.Add(("Signature", Signature(fields, config.Text("secretAccessKey"))));
        return HttpCall.Post("http://dysmsapi.aliyuncs.com/").Raw(Join(fields), "application/x-www-form-urlencoded");
    }

    public string Read(HttpAnswer answer, Notice notice) =>
        answer.Json.Text("Message") is "OK" ? Notice.Sent : throw new NotificationFailedException(answer.Json.Text("Message"));

#pragma warning disable CA5350 // The service's signature is HMAC-SHA1.
    internal static string Signature(IEnumerable<(string Name, string Value)> fields, string secret)
    {
        var sorted = Join(fields.OrderBy(field => field.Name, StringComparer.Ordinal));
        var text = $"POST&%2F&{Escape.Rfc3986(sorted)}";
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes($"{secret}&"), Encoding.UTF8.GetBytes(text)));
    }
#pragma warning restore CA5350

    internal static string Clean(string text)
    {
        text = Url().Replace(text, "[URL]");
        text = IPv4().Replace(text, "[IP]");
        text = IPv6().Replace(text, "[IP]");
        return Domain().Replace(text, "[Domain]");
    }

    private static string Join(IEnumerable<(string Name, string Value)> fields) =>
        string.Join('&', fields.Select(field => $"{Escape.Rfc3986(field.Name)}={Escape.Rfc3986(field.Value)}"));

    [GeneratedRegex(@"\b(https?|ftp|wss?)://\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Url();

    [GeneratedRegex(@"\b(\d{1,3}\.){3}\d{1,3}(:\d{1,5})?\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IPv4();

    [GeneratedRegex(@"\[?([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}\]?(:\d{1,5})?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IPv6();

    [GeneratedRegex(@"\b([a-z0-9-]+\.)+[a-z]{2,}(:\d{1,5})?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Domain();
}
