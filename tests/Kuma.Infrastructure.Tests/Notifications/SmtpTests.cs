using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Kuma.Infrastructure.Notifications;
using MimeKit;

namespace Kuma.Infrastructure.Tests.Notifications;

public sealed class SmtpTests
{
    [Fact]
    public async Task A_mail_has_the_message_as_its_subject_and_the_time_in_its_body()
    {
        await using var server = new SmtpListener();

        (await SendAsync(server, "down", ("smtpCC", "c@x.test"), ("smtpBCC", "d@x.test"))).ShouldBe("Sent Successfully.");

        var mail = Mail(server);
        mail.Subject.ShouldBe("[My (Site)] [🔴 Down] timeout");
        mail.TextBody.ShouldNotBeNull().TrimEnd().ShouldBe("[My (Site)] [🔴 Down] timeout\nTime (Europe/Berlin): 2026-01-02 04:04:05");
        mail.From.ToString().ShouldBe("\"Uptime Kuma\" <a@x.test>");
        mail.To.ToString().ShouldBe("b@x.test");
        mail.Cc.ToString().ShouldBe("c@x.test");
        mail.Bcc.ShouldBeEmpty();
        server.Commands.Where(command => command.StartsWith("RCPT")).Count().ShouldBe(3);
    }

    [Theory]
    [InlineData("plain", "T Monitor Name not available", "⚠️ Test My Alert (1) Testing")]
    [InlineData("up", "T My (Site)", "✅ Up [My (Site)] [✅ Up] 200 - OK")]
    public async Task Templates_make_subject_and_body(string kind, string subject, string body)
    {
        await using var server = new SmtpListener();

        await SendAsync(server, kind, ("customSubject", " T {{ name }} "), ("customBody", "{{ status }} {{ msg }}"), ("htmlBody", true));

        Mail(server).Subject.ShouldBe(subject);
        Mail(server).HtmlBody.ShouldNotBeNull().TrimEnd().ShouldBe(body);
    }

    [Fact]
    public async Task An_expiry_notice_has_the_usual_form()
    {
        await using var server = new SmtpListener();
        await using var bench = await Bench.StartAsync();

        await bench.Sender.DeliverAsync(
            new(Config(server.Port, ("customSubject", "mine"), ("customBody", "mine")), "Domain name x.test will expire in 6 days"), CancellationToken.None);

        Mail(server).Subject.ShouldBe("Domain name x.test will expire in 6 days");
        Mail(server).TextBody.ShouldNotBeNull().TrimEnd().ShouldBe("Domain name x.test will expire in 6 days");
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task STARTTLS_is_used_when_it_is_offered_unless_it_is_switched_off(bool ignore, bool expected)
    {
        await using var server = new SmtpListener { Offers = ["STARTTLS"] };

        await SendAsync(server, "plain", ("smtpIgnoreTLSError", true), ("smtpIgnoreSTARTTLS", ignore));

        server.WentToTls.ShouldBe(expected);
        server.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Implicit_TLS_and_a_password()
    {
        await using var server = new SmtpListener(isTls: true) { Offers = ["AUTH PLAIN"] };

        await SendAsync(server, "plain", ("smtpSecure", true), ("smtpIgnoreTLSError", true), ("smtpUsername", "u"), ("smtpPassword", "p"));

        server.Commands.ShouldContain($"AUTH PLAIN {Convert.ToBase64String(Encoding.UTF8.GetBytes("\0u\0p"))}");
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_stops_the_mail()
    {
        await using var server = new SmtpListener(isTls: true);

        var failure = await SendAsync(server, "plain", ("smtpSecure", true)).ShouldThrowAsync<NotificationFailedException>();

        failure.Message.ShouldBe("self-signed certificate");
        failure.IsTransient.ShouldBeFalse();
        server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_recipient_whom_the_server_refuses_does_not_keep_the_mail_from_the_others()
    {
        await using var server = new SmtpListener { Recipient = "550 no such user", Refuses = recipient => recipient.Contains("c@x.test") };

        (await SendAsync(server, "plain", ("smtpCC", "c@x.test"))).ShouldBe("Sent Successfully.");

        server.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_wrong_password_is_told_in_the_server_s_words()
    {
        await using var server = new SmtpListener { Offers = ["AUTH PLAIN"], Login = "535 5.7.8 not you" };

        var failure = await SendAsync(server, "plain", ("smtpUsername", "u"), ("smtpPassword", "p")).ShouldThrowAsync<NotificationFailedException>();

        failure.Message.ShouldStartWith("Invalid login: 535");
        failure.Message.ShouldContain("not you");
        failure.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public async Task Additional_headers_are_added_and_cannot_start_headers_of_their_own()
    {
        await using var server = new SmtpListener();

        await SendAsync(server, "plain", ("smtpAdditionalHeaders", """{"X-Kuma":"one\r\nBcc: evil@x.test","X-Two":2}"""));

        Mail(server).Headers["X-Kuma"].ShouldBe("one Bcc: evil@x.test");
        Mail(server).Headers["X-Two"].ShouldBe("2");
        Mail(server).Bcc.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_signs_the_mail_and_an_unusable_one_does_not_stop_it()
    {
        using var key = RSA.Create(2048);
        await using var server = new SmtpListener();

        await SendAsync(server, "plain", ("smtpDkimDomain", "x.test"), ("smtpDkimKeySelector", "s1"), ("smtpDkimPrivateKey", key.ExportRSAPrivateKeyPem()), ("smtpDkimskipFields", "date"));
        await SendAsync(server, "plain", ("smtpDkimDomain", "x.test"), ("smtpDkimKeySelector", "s1"), ("smtpDkimPrivateKey", "no key"));
        await SendAsync(server, "plain", ("smtpDkimDomain", "x.test"), ("smtpDkimKeySelector", "s1"), ("smtpDkimPrivateKey", key.ExportRSAPrivateKeyPem()), ("smtpDkimHashAlgo", "sha1"));

        var signature = Mail(server).Headers[HeaderId.DkimSignature].ShouldNotBeNull();
        signature.ShouldContain("a=rsa-sha256");
        signature.ShouldContain("d=x.test");
        signature.ShouldContain("s=s1");
        signature.ShouldContain("c=relaxed/relaxed");
        signature.ToLowerInvariant().ShouldNotContain("date:");
        server.Mails[1].ShouldNotContain("DKIM-Signature");
        server.Mails[2].ShouldContain("a=rsa-sha1");
    }

    [Theory]
    [InlineData("451 busy", true)]
    [InlineData("550 no such user", false)]
    public async Task A_refused_recipient_is_told_in_the_server_s_words(string answer, bool isTransient)
    {
        await using var server = new SmtpListener { Recipient = answer };

        var failure = await SendAsync(server, "plain").ShouldThrowAsync<NotificationFailedException>();

        failure.Message.ShouldBe($"Can't send mail - all recipients were rejected: {answer}");
        failure.IsTransient.ShouldBe(isTransient);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_with_its_address()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var bench = await Bench.StartAsync();

        var failure = await bench.SendAsync(Config(port), "plain").ShouldThrowAsync<NotificationFailedException>();

        failure.Message.ShouldBe($"connect ECONNREFUSED 127.0.0.1:{port}");
        failure.IsTransient.ShouldBeTrue();
    }

    [Theory]
    [InlineData("-nowhere.invalid", "^getaddrinfo (ENOTFOUND|EAI_AGAIN) -nowhere.invalid$", true)]
    [InlineData("no host", "^getaddrinfo ENOTFOUND no host$", false)]
    public async Task A_server_whose_name_nobody_knows_is_told(string host, string expected, bool isTransient)
    {
        await using var bench = await Bench.StartAsync();

        var failure = await bench.SendAsync(Config(25, ("smtpHost", host)), "plain").ShouldThrowAsync<NotificationFailedException>();

        failure.Message.ShouldMatch(expected);
        failure.IsTransient.ShouldBe(isTransient);
    }

    [Theory]
    [InlineData("smtpAdditionalHeaders", "{bad", "Additional Headers is not a valid JSON")]
    [InlineData("smtpAdditionalHeaders", """{"not a name":"x"}""", "Additional Headers: \"not a name\" is no name of a header")]
    [InlineData("smtpTo", "", "No recipients defined")]
    public async Task Wrong_settings_are_refused(string field, string value, string expected)
    {
        await using var server = new SmtpListener();

        var failure = await SendAsync(server, "plain", (field, value)).ShouldThrowAsync<NotificationFailedException>();

        failure.Message.ShouldBe(expected);
    }

    private static async Task<string> SendAsync(SmtpListener server, string kind, params (string Name, JsonNode Value)[] more)
    {
        await using var bench = await Bench.StartAsync();
        return await bench.SendAsync(Config(server.Port, more), kind);
    }

    private static MimeMessage Mail(SmtpListener server) => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(server.Mails[0])));

    private static string Config(int port, params (string Name, JsonNode Value)[] more)
    {
        var config = new JsonObject
        {
            ["type"] = "smtp", ["smtpHost"] = "127.0.0.1", ["smtpPort"] = port, ["smtpSecure"] = false,
            ["smtpFrom"] = "\"Uptime Kuma\" <a@x.test>", ["smtpTo"] = "b@x.test",
        };
        foreach (var (name, value) in more)
        {
            config[name] = value;
        }

        return config.ToJsonString();
    }
}
