using System.Text;
using System.Text.Json;
using Kuma.Infrastructure.Notifications.Http;
using MimeKit;
using MimeKit.Cryptography;
using MimeKit.Text;

namespace Kuma.Infrastructure.Notifications.Providers.Email;

/// <summary>The mail of a notice: addresses, subject and body, the user's own headers, a signature when there is a key for one.</summary>
internal static class SmtpMessage
{
    private static readonly string[] SignedByDefault =
    [
        "From", "Sender", "Reply-To", "Subject", "Date", "Message-ID", "To", "Cc", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
        "Content-ID", "Content-Description", "Resent-Date", "Resent-From", "Resent-Sender", "Resent-To", "Resent-Cc", "Resent-Message-ID",
        "In-Reply-To", "References", "List-Id", "List-Help", "List-Unsubscribe", "List-Subscribe", "List-Post", "List-Owner", "List-Archive",
    ];

    public static MimeMessage Of(Notice notice)
    {
        var config = notice.Config;
        var mail = new MimeMessage { Date = notice.Now };
        mail.From.AddRange(Addresses(config, "smtpFrom"));
        mail.To.AddRange(Addresses(config, "smtpTo"));
        mail.Cc.AddRange(Addresses(config, "smtpCC"));
        mail.Bcc.AddRange(Addresses(config, "smtpBCC"));
        if (mail.From.Count == 0 || mail.To.Count + mail.Cc.Count + mail.Bcc.Count == 0)
        {
            throw new NotificationFailedException("No recipients defined");
        }

        var (subject, body, isHtml) = Text(notice);
        mail.Subject = subject.ReplaceLineEndings(" ");
        mail.Body = new TextPart(isHtml ? TextFormat.Html : TextFormat.Plain) { Text = body };
        AddHeaders(mail, config);
        Sign(mail, config);
        return mail;
    }

    /// <summary>The user's templates hold for tests, outages and their ends; expiry notices have the usual form.</summary>
    private static (string Subject, string Body, bool IsHtml) Text(Notice notice)
    {
        var config = notice.Config;
        var subject = notice.Text;
        var body = notice.IsPlain ? notice.Text : $"{notice.Text}\n{notice.TimeLine}";
        if (notice.IsPlain && !notice.IsTest)
        {
            return (subject, body, false);
        }

        var customSubject = config.Text("customSubject").Trim();
        var customBody = config.Text("customBody").Trim();
        return (
            customSubject.Length > 0 ? notice.Render(customSubject) : subject,
            customBody.Length > 0 ? notice.Render(customBody) : body,
            customBody.Length > 0 && config.Has("htmlBody"));
    }

    private static InternetAddressList Addresses(Fields config, string name)
    {
        var text = config.Text(name).Trim().TrimEnd(',');
        if (text.Length == 0)
        {
            return new InternetAddressList();
        }

        return InternetAddressList.TryParse(text, out var list)
            ? list
            : throw new NotificationFailedException($"Not an e-mail address: {text}");
    }

    private static void AddHeaders(MimeMessage mail, Fields config)
    {
        if (!config.Has("smtpAdditionalHeaders"))
        {
            return;
        }

        if (JsonText.Parse(config.Text("smtpAdditionalHeaders")) is not { ValueKind: JsonValueKind.Object } headers)
        {
            throw new NotificationFailedException("Additional Headers is not a valid JSON");
        }

        foreach (var header in headers.EnumerateObject())
        {
            if (header.Name.Length == 0 || !header.Name.All(static c => c is > ' ' and < '\x7f' and not ':'))
            {
                throw new NotificationFailedException($"Additional Headers: \"{header.Name}\" is no name of a header");
            }

            // Line breaks would start headers of their own.
            mail.Headers.Replace(header.Name, Fields.Print(header.Value).ReplaceLineEndings(" "));
        }
    }

    /// <summary>Signs with relaxed canonicalisation. Without a usable key the mail goes out unsigned.</summary>
    private static void Sign(MimeMessage mail, Fields config)
    {
        if (!config.Has("smtpDkimDomain") || Algorithm(config.TextOr("smtpDkimHashAlgo", "sha256")) is not { } algorithm)
        {
            return;
        }

        var names = config.List("smtpDkimheaderFieldNames", ':') is { Length: > 0 } given ? given : SignedByDefault;
        var left = config.List("smtpDkimskipFields", ':');
        mail.Prepare(EncodingConstraint.SevenBit);
        string[] signed =
        [
            .. names.Where(name => !left.Contains(name, StringComparer.OrdinalIgnoreCase) && mail.Headers.Contains(name))
                .Append("From").Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        try
        {
            using var key = new MemoryStream(Encoding.UTF8.GetBytes(config.Text("smtpDkimPrivateKey")));
            var signer = new DkimSigner(key, config.Text("smtpDkimDomain"), config.Text("smtpDkimKeySelector"), algorithm)
            {
                HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
                BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
                QueryMethod = "dns/txt",
            };
            signer.Sign(mail, signed);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or IOException or Org.BouncyCastle.Security.SecurityUtilityException)
        {
            mail.Headers.Remove(HeaderId.DkimSignature);
        }
    }

    private static DkimSignatureAlgorithm? Algorithm(string hash) => hash switch
    {
        "sha256" => DkimSignatureAlgorithm.RsaSha256,
        "sha1" => DkimSignatureAlgorithm.RsaSha1,
        _ => null,
    };
}
