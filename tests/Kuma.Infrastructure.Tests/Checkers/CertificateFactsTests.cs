using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Kuma.Infrastructure.Checkers.Tls;

namespace Kuma.Infrastructure.Tests.Checkers;

/// <summary>What clients are told of a certificate (spec/engine.md section 8).</summary>
public sealed class CertificateFactsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    [Fact]
    public void A_certificate_is_told_with_all_that_clients_read()
    {
        using var certificate = Make();
        var facts = Of(certificate);

        var json = JsonNode.Parse(facts.Json)!;
        json["valid"]!.GetValue<bool>().ShouldBeTrue();
        var leaf = json["certInfo"]!.AsObject();
        leaf["subject"]!.ToJsonString().ShouldBe("""{"C":"CH","O":"Kuma","OU":["one","two"],"CN":"shop.example"}""");
        leaf["subjectaltname"]!.GetValue<string>().ShouldBe("DNS:shop.example, DNS:*.shop.example, IP Address:192.0.2.7");
        leaf["validFor"]!.ToJsonString().ShouldBe("""["shop.example","*.shop.example","192.0.2.7"]""");
        leaf["infoAccess"]!.ToJsonString().ShouldBe("""{"OCSP - URI":["http://ocsp.example/"],"CA Issuers - URI":["http://ca.example/ca.crt"]}""");
        leaf["ext_key_usage"]!.ToJsonString().ShouldBe("""["1.3.6.1.5.5.7.3.1","1.3.6.1.5.5.7.3.2"]""");
        leaf["ca"]!.GetValue<bool>().ShouldBeFalse();
        leaf["bits"]!.GetValue<int>().ShouldBe(256);
        leaf["valid_to"]!.GetValue<string>().ShouldBe("Mar 24 08:00:00 2026 GMT");
        leaf["validTo"]!.GetValue<string>().ShouldBe("2026-03-24T08:00:00.000Z");
        leaf["daysRemaining"]!.GetValue<int>().ShouldBe(9, "whole days, cut off");
        leaf["certType"]!.GetValue<string>().ShouldBe("self-signed");
        leaf["fingerprint256"]!.GetValue<string>().ShouldMatch("^([0-9A-F]{2}:){31}[0-9A-F]{2}$");
        leaf["issuerCertificate"].ShouldBeNull();
    }

    [Fact]
    public void Days_that_are_over_count_below_zero()
    {
        using var certificate = Make();

        Of(certificate, Now.AddDays(12)).DaysRemaining.ShouldBe(-2);
    }

    private static Application.Monitoring.TlsFacts Of(X509Certificate2 certificate, DateTimeOffset? now = null)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = Now.UtcDateTime;
        chain.Build(certificate);
        return CertificateFacts.Of(chain, SslPolicyErrors.None, withHostname: true, now ?? Now);
    }

    private static X509Certificate2 Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=shop.example, OU=two, OU=one, O=Kuma, C=CH", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("shop.example");
        names.AddDnsName("*.shop.example");
        names.AddIpAddress(System.Net.IPAddress.Parse("192.0.2.7"));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(["http://ocsp.example/"], ["http://ca.example/ca.crt"]));
        return request.CreateSelfSigned(Now.AddDays(-100), new DateTimeOffset(2026, 3, 24, 8, 0, 0, TimeSpan.Zero));
    }
}
