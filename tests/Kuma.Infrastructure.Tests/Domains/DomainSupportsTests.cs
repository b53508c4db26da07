using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Domains;

namespace Kuma.Infrastructure.Tests.Domains;

public sealed class DomainSupportsTests
{
    private readonly DomainSupports _support = new(new PublicSuffixes(), new RdapRegistries());

    [Theory]
    [InlineData("https://status.example.com/health?x=1", "example.com", "com")]
    [InlineData("http://user:secret@Example.COM:8080", "example.com", "com")]
    [InlineData("https://a.b.example.co.uk", "example.co.uk", "uk")]
    [InlineData("https://www.ck.city.kobe.jp.example.org.", "example.org", "org")]
    [InlineData("https://bücher.shop", "xn--bcher-kva.shop", "shop")]
    [InlineData("https://kuma.github.com", "github.com", "com")]
    public void A_URL_leads_to_the_domain_that_was_registered(string url, string domain, string tld)
    {
        var support = _support.Of(new MonitorSettings { Type = "http", Url = url });

        support.Domain.ShouldNotBeNull();
        support.Domain.Name.ShouldBe(domain);
        support.Domain.Tld.ShouldBe(tld);
    }

    [Theory]
    [InlineData("port", "mail.example.net")]
    [InlineData("mqtt", "mqtt://mail.example.net")]
    [InlineData("ping", " mail.example.net ")]
    public void Other_types_name_a_host(string type, string hostname) =>
        _support.Of(new MonitorSettings { Type = type, Hostname = hostname, Url = "https://" }).Domain.ShouldNotBeNull().Name.ShouldBe("example.net");

    [Fact]
    public void A_gRPC_check_names_its_own_address() =>
        _support.Of(new MonitorSettings { Type = "grpc-keyword", GrpcUrl = "api.example.net:50051" }).Domain.ShouldNotBeNull().Name.ShouldBe("example.net");

    [Theory]
    [InlineData("push", "https://example.com", "monitor_type")]
    [InlineData("no-such-type", "https://example.com", "monitor_type")]
    [InlineData("http", null, "missing_target")]
    [InlineData("http", "https://", "missing_target")]
    [InlineData("http", "https://co.uk", "missing_target")]
    [InlineData("http", "http://localhost:3001", "is_icann")]
    [InlineData("http", "http://192.168.1.1", "is_icann")]
    [InlineData("http", "http://[::1]/", "is_icann")]
    [InlineData("http", "https://printer.local", "is_icann")]
    [InlineData("http", "https://kuma.github.io", "unsupported_tld_no_rdap_endpoint")]
    [InlineData("http", "https://www.example.ch", "unsupported_tld_no_rdap_endpoint")]
    public void Other_targets_are_refused_with_a_reason(string type, string? url, string reason) =>
        _support.Of(new MonitorSettings { Type = type, Url = url }).Refusal.ShouldBe("domain_expiry_unsupported_" + reason);

    [Fact]
    public void A_reason_names_what_its_text_needs()
    {
        _support.Of(new MonitorSettings { Type = "http", Url = "https://printer.local" }).Meta
            .ShouldBe(new Dictionary<string, string> { ["domain"] = "printer.local", ["publicSuffix"] = "local" });
        _support.Of(new MonitorSettings { Type = "http", Url = "https://www.example.ch" }).Meta
            .ShouldBe(new Dictionary<string, string> { ["publicSuffix"] = "ch" });
    }

    [Theory]
    [InlineData("city.kobe.jp", "kobe.jp")]
    [InlineData("a.other.kobe.jp", "other.kobe.jp")]
    [InlineData("www.example.com", "com")]
    [InlineData("com", "com")]
    [InlineData("nowhere", null)]
    public void Wildcards_and_exceptions_of_the_list_are_followed(string host, string? suffix) =>
        new PublicSuffixes().Of(host).ShouldBe(suffix);
}
