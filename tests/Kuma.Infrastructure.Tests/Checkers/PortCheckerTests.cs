using System.Net.Security;
using System.Text;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Network;
using Kuma.Infrastructure.Checkers.Tls;
using Kuma.Testing;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class PortCheckerTests
{
    private static readonly HandshakeFacts Facts = new(TimeProvider.System);

    [Fact]
    public async Task An_open_port_is_up_and_a_closed_one_fails()
    {
        var target = await TargetServer.StartAsync();

        var open = await CheckAsync(target.Port);
        await target.DisposeAsync();
        var closed = await Should.ThrowAsync<CheckFailedException>(() => CheckAsync(target.Port));

        open.Message.ShouldBe($"{open.Ping} ms");
        open.Tls.ShouldBeNull();
        closed.Message.ShouldBe("Connection failed");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(99999)]
    public async Task What_is_no_port_fails(int port) =>
        (await Should.ThrowAsync<CheckFailedException>(() => CheckAsync(port))).Message.ShouldBe("Connection failed");

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_down_with_the_connections_ping()
    {
        await using var server = await TlsServer.StartAsync(TestCertificates.SelfSigned("port"));

        var outcome = await CheckAsync(server.Port, settings => settings with { SmtpSecurity = "secure" });

        outcome.IsError.ShouldBeTrue();
        outcome.Message.ShouldBe("TLS Connection failed: Certificate is invalid");
        outcome.Ping.ShouldNotBeNull();
    }

    [Fact]
    public async Task Without_expiry_notices_nobody_looks_at_the_certificate()
    {
        await using var server = await TlsServer.StartAsync(TestCertificates.SelfSigned("port"));

        (await CheckAsync(server.Port, settings => settings with { SmtpSecurity = "secure", ExpiryNotification = false })).IsError.ShouldBeFalse();
    }

    [Theory]
    [InlineData("220 mail ESMTP\r\n", "EHLO localhost\r\n", "250-mail\r\n250-STARTTLS\r\n250 HELP\r\n", "STARTTLS\r\n", "220 go ahead\r\n")]
    [InlineData("220 mail\r\n", "EHLO localhost\r\n", "250-mail\r\n250 STARTTLS\r\n", "STARTTLS\r\n", "220 2.0.0 Ready to start TLS\r\n")]
    [InlineData("* OK IMAP4rev1 ready\r\n", "a001 STARTTLS\r\n", "a001 OK Begin TLS negotiation now\r\n")]
    public async Task STARTTLS_is_said_in_the_servers_own_protocol(params string[] dialogue)
    {
        await using var server = Speaking(dialogue);

        (await CheckAsync(server.Port, settings => settings with { SmtpSecurity = "starttls" })).Message
            .ShouldBe("TLS Connection failed: Certificate is invalid");
    }

    [Fact]
    public async Task A_server_that_waits_is_spoken_to_in_XMPP()
    {
        await using var server = RawServer.Start(async stream =>
        {
            await ReadAsync(stream);
            await stream.WriteAsync("<?xml version='1.0'?><stream:stream id='1' xmlns='jabber:client' version='1.0'>"u8.ToArray());
            await stream.WriteAsync("<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>"u8.ToArray());
            (await ReadAsync(stream)).ShouldContain("<starttls");
            await stream.WriteAsync("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"u8.ToArray());
            await EncryptAsync(stream);
        });

        (await CheckAsync(server.Port, settings => settings with { SmtpSecurity = "starttls" })).Message
            .ShouldBe("TLS Connection failed: Certificate is invalid");
    }

    [Theory]
    [InlineData("TLS Connection failed: Unexpected response: 250-mail\r\n250 HELP", "220 mail\r\n", "EHLO localhost\r\n", "250-mail\r\n250 HELP\r\n")]
    [InlineData("TLS Connection failed: Unexpected response: SSH-2.0-x", "SSH-2.0-x\r\n")]
    public async Task A_server_that_says_something_else_is_told(string message, params string[] dialogue)
    {
        await using var server = Speaking(dialogue);

        (await CheckAsync(server.Port, settings => settings with { SmtpSecurity = "starttls" })).Message.ShouldBe(message);
    }

    [Theory]
    [InlineData(116, "certificate_required", "TLS alert received as expected: certificate_required (116)", false)]
    [InlineData(40, "handshake_failure", "TLS alert received as expected: handshake_failure (40)", false)]
    [InlineData(48, "certificate_required", "Expected TLS alert 'certificate_required' but received 'unknown_ca' (48)", true)]
    public async Task An_alert_is_known_by_its_number(byte alert, string expected, string message, bool isError)
    {
        await using var server = RawServer.Start(async stream =>
        {
            await ReadAsync(stream);
            await stream.WriteAsync(new byte[] { 21, 3, 3, 0, 2, 2, alert });
        });

        var outcome = await CheckAsync(server.Port, settings => settings with { ExpectedTlsAlert = expected, Timeout = 10 });

        outcome.Message.ShouldBe(message);
        outcome.IsError.ShouldBe(isError);
        outcome.Ping.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_handshake_without_the_alert_is_down()
    {
        await using var server = await TlsServer.StartAsync(TestCertificates.SelfSigned("port"));

        (await CheckAsync(server.Port, settings => settings with { ExpectedTlsAlert = "unknown_ca", IgnoreTls = true, Timeout = 10 })).Message.ShouldBe(
            "Expected TLS alert 'unknown_ca' but connection succeeded. The server accepted the connection without requiring a client certificate.");
        (await CheckAsync(server.Port, settings => settings with { ExpectedTlsAlert = "unknown_ca", Timeout = 10 })).Message.ShouldBe(
            "Expected TLS alert 'unknown_ca' but got unexpected error: self-signed certificate");
        (await CheckAsync(1, settings => settings with { ExpectedTlsAlert = "unknown_ca", Timeout = 10 })).Message.ShouldBe(
            "Expected TLS alert 'unknown_ca' but got unexpected error: connect ECONNREFUSED 127.0.0.1:1");
    }

    [Fact]
    public async Task A_silent_server_times_out()
    {
        await using var server = RawServer.Start(async stream => await ReadAsync(stream, times: 2));

        (await CheckAsync(server.Port, settings => settings with { ExpectedTlsAlert = "unknown_ca", Timeout = 0.3 })).Message.ShouldBe("TLS connection timed out");
    }

    [Theory]
    [InlineData(0, "close_notify")]
    [InlineData(120, "no_application_protocol")]
    [InlineData(200, "unknown_alert_200")]
    public void Alerts_have_names(int number, string name) => TlsAlerts.Name(number).ShouldBe(name);

    private static Task<CheckOutcome> CheckAsync(int port, Func<MonitorSettings, MonitorSettings>? change = null) =>
        new PortChecker(new PortTls(Facts, TimeProvider.System), new TlsAlertCheck(Facts, TimeProvider.System), TimeProvider.System).CheckAsync(
            A.Monitor("port").With(settings => settings with { Hostname = change is null ? "127.0.0.1" : "localhost", Port = port, IpFamily = "ipv4" })
                .With(change ?? (settings => settings)),
            CancellationToken.None);

    /// <summary>Says the first, expects the second, says the third, and so on; encrypts when nothing is left to expect.</summary>
    private static RawServer Speaking(string[] dialogue) => RawServer.Start(async stream =>
    {
        for (var i = 0; i < dialogue.Length; i++)
        {
            if (i % 2 == 0)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(dialogue[i]));
            }
            else if (await ReadAsync(stream) != dialogue[i])
            {
                return;
            }
        }

        await EncryptAsync(stream);
    });

    private static async Task EncryptAsync(Stream stream)
    {
        await using var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(TestCertificates.SelfSigned("after STARTTLS"));
        await ReadAsync(tls);
    }

    private static async Task<string> ReadAsync(Stream stream, int times = 1)
    {
        var buffer = new byte[4096];
        var read = 0;
        for (var i = 0; i < times; i++)
        {
            read = await stream.ReadAsync(buffer);
        }

        return Encoding.ASCII.GetString(buffer, 0, read);
    }
}
