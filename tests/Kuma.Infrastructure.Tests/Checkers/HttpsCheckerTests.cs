using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Kuma.Application.Monitoring;
using Kuma.Infrastructure.Checkers.Http;
using Kuma.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class HttpsCheckerTests
{
    [Theory]
    [InlineData(30, "self-signed certificate")]
    [InlineData(-1, "certificate has expired")]
    public async Task A_certificate_that_is_not_trusted_fails_and_says_why(int days, string message)
    {
        await using var server = await StartAsync(days);

        var failure = await Should.ThrowAsync<CheckFailedException>(() => CheckAsync(server, ignoreTls: false));

        failure.Message.ShouldBe(message);
        failure.Tls.ShouldBeNull();
    }

    [Fact]
    public async Task With_TLS_errors_ignored_its_facts_are_told_all_the_same()
    {
        await using var server = await StartAsync(days: 30);

        var outcome = await CheckAsync(server, ignoreTls: true);

        outcome.Message.ShouldBe("200 - OK");
        var tls = outcome.Tls.ShouldNotBeNull();
        tls.Valid.ShouldBeFalse();
        tls.DaysRemaining.ShouldBe(29);
        using var json = JsonDocument.Parse(tls.Json);
        var certificate = json.RootElement.GetProperty("certInfo");
        certificate.GetProperty("subject").GetProperty("CN").GetString().ShouldBe("kuma test");
        certificate.GetProperty("certType").GetString().ShouldBe("self-signed");
        certificate.GetProperty("validFor")[0].GetString().ShouldBe("localhost");
        certificate.GetProperty("fingerprint256").GetString().ShouldBe(tls.Fingerprint256);
        certificate.GetProperty("issuerCertificate").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private static Task<CheckOutcome> CheckAsync(WebApplication server, bool ignoreTls) =>
        new HttpChecker(new HttpExchange(TimeProvider.System)).CheckAsync(
            A.Monitor().With(settings => settings with { Url = server.Urls.First(), IgnoreTls = ignoreTls, Timeout = 10 }), CancellationToken.None);

    private static async Task<WebApplication> StartAsync(int days)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Certificate(days))));
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync("OK"));
        await app.StartAsync();
        return app;
    }

    private static X509Certificate2 Certificate(int days)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=kuma test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-10), now.AddDays(days));
    }
}
