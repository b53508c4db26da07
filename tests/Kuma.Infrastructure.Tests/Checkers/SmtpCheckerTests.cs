using System.Net.Security;
using System.Text;
using Kuma.Infrastructure.Checkers.Smtp;
using Kuma.Infrastructure.Tests.Checkers.Targets;
using Kuma.Testing;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class SmtpCheckerTests
{
    private static readonly SmtpChecker Checker = new(TimeProvider.System);

    [Theory]
    [InlineData(null)]
    [InlineData("nostarttls")]
    public async Task A_server_that_greets_is_up_and_hears_goodbye(string? security)
    {
        var heard = new List<string>();
        await using var server = TcpTarget.Serving((stream, token) => TalkAsync(stream, "250 hello", heard, token));

        var outcome = await Checker.CheckAsync(s => s with { Hostname = "127.0.0.1", Port = server.Port, SmtpSecurity = security });

        outcome.Message.ShouldBe("SMTP connection verifies successfully");
        heard.ShouldContain("QUIT");
        heard.ShouldAllBe(line => !line.StartsWith("MAIL"));
    }

    [Fact]
    public async Task A_server_without_STARTTLS_fails_where_it_is_required()
    {
        await using var server = TcpTarget.Serving((stream, token) => TalkAsync(stream, "250 hello", [], token));

        (await Checker.FailureAsync(s => s with { Hostname = "127.0.0.1", Port = server.Port, SmtpSecurity = "starttls" }))
            .ShouldBe("SMTP connection doesn't verify: Error: The server does not offer STARTTLS");
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_fails()
    {
        using var certificate = TestCertificates.SelfSigned("localhost");
        await using var server = TcpTarget.Serving(async (stream, token) =>
        {
            await using var tls = new SslStream(stream, leaveInnerStreamOpen: true);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, token);
            await TalkAsync(tls, "250 hello", [], token);
        });

        (await Checker.FailureAsync(s => s with { Hostname = "127.0.0.1", Port = server.Port, SmtpSecurity = "secure" }))
            .ShouldStartWith("SMTP connection doesn't verify: Error: ");
    }

    [Fact]
    public async Task No_server_silence_garbage_and_a_refusal_are_told()
    {
        await using var silent = TcpTarget.Silent();
        await using var garbage = TcpTarget.Garbage();
        await using var busy = TcpTarget.Serving((stream, token) => stream.WriteAsync("554 go away\r\n"u8.ToArray(), token).AsTask());

        (await Checker.FailureAsync(s => s with { Hostname = "127.0.0.1", Port = 1 })).ShouldBe(
            "SMTP connection doesn't verify: Error: connect ECONNREFUSED 127.0.0.1:1");
        (await Checker.FailureAsync(s => s with { Hostname = "127.0.0.1", Port = silent.Port, Timeout = 0.4 })).ShouldBe(
            "SMTP connection doesn't verify: Error: Greeting never received");
        (await Checker.FailureAsync(s => s with { Hostname = "127.0.0.1", Port = garbage.Port })).ShouldStartWith("SMTP connection doesn't verify: Error: ");
        (await Checker.FailureAsync(s => s with { Hostname = "127.0.0.1", Port = busy.Port })).ShouldContain("go away");
        await Checker.ShouldEndWithTheTokenAsync(s => s with { Hostname = "127.0.0.1", Port = silent.Port });
    }

    private static async Task TalkAsync(Stream stream, string hello, List<string> heard, CancellationToken cancellationToken)
    {
        await stream.WriteAsync("220 mail.example ESMTP\r\n"u8.ToArray(), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            heard.Add(line);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(line == "QUIT" ? "221 bye\r\n" : $"{hello}\r\n"), cancellationToken);
            if (line == "QUIT")
            {
                return;
            }
        }
    }
}
