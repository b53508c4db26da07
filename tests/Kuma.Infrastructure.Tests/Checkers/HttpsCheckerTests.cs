using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Http;
using Kuma.Testing;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class HttpsCheckerTests
{
    [Theory]
    [InlineData(30, "self-signed certificate")]
    [InlineData(-1, "certificate has expired")]
    public async Task A_certificate_that_is_not_trusted_fails_and_says_why(int days, string message)
    {
        await using var server = await TlsServer.StartAsync(TestCertificates.SelfSigned("kuma test", days));

        var failure = await FailAsync(server);

        failure.Message.ShouldBe(message);
        failure.Tls.ShouldBeNull();
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_fails_and_says_why()
    {
        var root = TestCertificates.Authority("unknown authority");
        var between = TestCertificates.Authority("between", root);
        await using var alone = await TlsServer.StartAsync(TestCertificates.SignedBy(between, "alone"));
        await using var withIssuer = await TlsServer.StartAsync(TestCertificates.SignedBy(between, "with its issuer"), clients: null, between);

        (await FailAsync(alone)).Message.ShouldBe("unable to verify the first certificate");
        (await FailAsync(withIssuer)).Message.ShouldBe("unable to get local issuer certificate");
    }

    [Fact]
    public async Task Plain_HTTP_behind_an_https_address_is_told()
    {
        await using var plain = await TargetServer.StartAsync();

        (await Should.ThrowAsync<CheckFailedException>(() => CheckAsync(settings => settings with { Url = $"https://127.0.0.1:{plain.Port}/" })))
            .Message.ShouldBe("write EPROTO: wrong version number");
    }

    [Fact]
    public async Task With_TLS_errors_ignored_its_facts_are_told_all_the_same()
    {
        await using var server = await TlsServer.StartAsync(TestCertificates.SelfSigned("kuma test"));

        var outcome = await CheckAsync(settings => settings with { Url = server.Url("127.0.0.1"), IgnoreTls = true });

        outcome.Message.ShouldBe("200 - OK");
        var tls = outcome.Tls.ShouldNotBeNull();
        tls.Valid.ShouldBeFalse();
        tls.DaysRemaining.ShouldBe(29);
        using var json = JsonDocument.Parse(tls.Json);
        json.RootElement.GetProperty("hostnameMatchMonitorUrl").GetBoolean().ShouldBeTrue();
        var certificate = json.RootElement.GetProperty("certInfo");
        certificate.GetProperty("subject").GetProperty("CN").GetString().ShouldBe("kuma test");
        certificate.GetProperty("certType").GetString().ShouldBe("self-signed");
        certificate.GetProperty("validFor")[0].GetString().ShouldBe("localhost");
        certificate.GetProperty("fingerprint256").GetString().ShouldBe(tls.Fingerprint256);
        certificate.GetProperty("issuerCertificate").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_same_certificates_are_described_once()
    {
        await using var server = await TlsServer.StartAsync(TestCertificates.SelfSigned("kuma test"));
        var checker = new HttpChecker(Checks.Exchange());
        var monitor = A.Monitor().With(settings => settings with { Url = server.Url("127.0.0.1"), IgnoreTls = true, Timeout = 10 }).Build();

        var first = await checker.CheckAsync(monitor, CancellationToken.None);
        var second = await checker.CheckAsync(monitor, CancellationToken.None);

        second.Tls.ShouldNotBeNull().ShouldBeSameAs(first.Tls);
    }

    [Fact]
    public async Task A_name_that_does_not_match_is_told_when_the_authority_is_right()
    {
        var authority = TestCertificates.Authority("authority");
        await using var server = await TlsServer.StartAsync(TestCertificates.SignedBy(authority, "elsewhere", host: "elsewhere.example"));

        (await FailAsync(server, settings => settings with { AuthMethod = "mtls", TlsCa = authority.ExportCertificatePem() })).Message.ShouldBe(
            "Hostname/IP does not match certificate's altnames: Host: localhost. is not in the cert's altnames: DNS:elsewhere.example");
    }

    [Fact]
    public async Task An_authority_of_the_monitors_own_replaces_those_of_the_system()
    {
        var authority = TestCertificates.Authority("authority");
        await using var server = await TlsServer.StartAsync(TestCertificates.SignedBy(authority, "inside"));

        var outcome = await CheckAsync(settings => settings with { Url = server.Url("localhost"), AuthMethod = "mtls", TlsCa = authority.ExportCertificatePem() });

        outcome.Message.ShouldBe("200 - OK");
        outcome.Tls.ShouldNotBeNull().Valid.ShouldBeTrue();
        outcome.Tls.Chain.Select(one => one.CertType).ShouldBe(["server", "root CA"]);
    }

    [Fact]
    public async Task A_client_certificate_opens_a_server_that_wants_one()
    {
        var authority = TestCertificates.Authority("authority");
        var client = TestCertificates.SignedBy(authority, "the client");
        await using var server = await TlsServer.StartAsync(TestCertificates.SignedBy(authority, "inside"), clients: authority);
        MonitorSettings WithCertificate(MonitorSettings settings) => settings with
        {
            Url = server.Url("localhost"), AuthMethod = "mtls", TlsCa = authority.ExportCertificatePem(),
            TlsCert = client.ExportCertificatePem(), TlsKey = client.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem(), Keyword = "the client",
        };

        var outcome = await new KeywordChecker(Checks.Exchange()).CheckAsync(A.Monitor("keyword").With(WithCertificate), CancellationToken.None);

        outcome.Message.ShouldBe("200 - OK, keyword is found");
    }

    [Theory]
    [InlineData("certificate", null, null, "A client certificate needs both the certificate and its key")]
    [InlineData(null, "key", null, "A client certificate needs both the certificate and its key")]
    [InlineData("certificate", "key", null, "The client certificate cannot be read: ")]
    [InlineData(null, null, "authority", "The CA certificate cannot be read: ")]
    [InlineData(null, null, null, "The authentication method mTLS needs a certificate and its key, or a CA certificate")]
    public async Task Certificates_that_cannot_be_used_are_told(string? certificate, string? key, string? authority, string message) =>
        (await Should.ThrowAsync<CheckFailedException>(() => CheckAsync(settings => settings with
        {
            Url = "https://127.0.0.1:9/", AuthMethod = "mtls", TlsCert = certificate, TlsKey = key, TlsCa = authority,
        }))).Message.ShouldStartWith(message);

    private static Task<CheckOutcome> FailAsync(TlsServer server, Func<MonitorSettings, MonitorSettings>? change = null) =>
        Checks.FailureAsync(() => CheckAsync(settings => (change ?? (same => same))(settings) with { Url = server.Url("localhost") }));

    private static Task<CheckOutcome> CheckAsync(Func<MonitorSettings, MonitorSettings> change) =>
        new HttpChecker(Checks.Exchange()).CheckAsync(
            A.Monitor().With(settings => settings with { Timeout = 10 }).With(change), CancellationToken.None);
}
