using Kuma.Infrastructure.Checkers.DnsLookup;
using Kuma.Infrastructure.Tests.Checkers.Targets;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class DnsCheckerTests
{
    private static readonly DnsChecker Checker = new(TimeProvider.System);

    public static TheoryData<string, ushort, byte[][], string> Records => new()
    {
        { "A", 1, [[10, 0, 0, 1], [10, 0, 0, 2]], "Records: 10.0.0.1 | 10.0.0.2" },
        { "AAAA", 28, [[0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]], "Records: 2001:db8::1" },
        { "CNAME", 5, [DnsPacket.Labels("other.example")], "other.example" },
        { "NS", 2, [DnsPacket.Labels("ns1.example"), DnsPacket.Labels("ns2.example")], "Servers: ns1.example | ns2.example" },
        { "TXT", 16, [[.. DnsPacket.Text("v=spf1"), .. DnsPacket.Text("-all")], DnsPacket.Text("two")], "Records: v=spf1,-all | two" },
        {
            "CAA", 257, [[0, .. DnsPacket.Text("issue"), .. "ca.example"u8.ToArray()], [0, .. DnsPacket.Text("iodef"), .. "mailto:x"u8.ToArray()]],
            "Records: ca.example"
        },
        { "MX", 15, [[.. DnsPacket.Number((ushort)10), .. DnsPacket.Labels("mx.example")]], "Hostname: mx.example - Priority: 10" },
        {
            "SRV", 33, [[.. DnsPacket.Number((ushort)1), .. DnsPacket.Number((ushort)2), .. DnsPacket.Number((ushort)5060), .. DnsPacket.Labels("sip.example")]],
            "Name: sip.example | Port: 5060 | Priority: 1 | Weight: 2"
        },
        {
            "SOA", 6,
            [[
                .. DnsPacket.Labels("ns.example"), .. DnsPacket.Labels("admin.example"), .. DnsPacket.Number(7u), .. DnsPacket.Number(3600u),
                .. DnsPacket.Number(600u), .. DnsPacket.Number(86400u), .. DnsPacket.Number(300u),
            ]],
            "NS-Name: ns.example | Hostmaster: admin.example | Serial: 7 | Refresh: 3600 | Retry: 600 | Expire: 86400 | MinTTL: 300"
        },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public async Task Records_are_told_and_remembered(string type, ushort code, byte[][] records, string message)
    {
        await using var server = UdpTarget.Answering(request => DnsPacket.Answer(request, 0, [.. records.Select(data => (code, data))]));

        var outcome = await Checker.CheckAsync(s => s with
        {
            Hostname = "example.com", DnsResolveServer = " 127.0.0.1 ,", Port = server.Port, DnsResolveType = type,
        });

        (outcome.Message, outcome.DnsResult).ShouldBe((message, message));
        outcome.Ping.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_address_is_looked_up_backwards()
    {
        var asked = "";
        await using var server = UdpTarget.Answering(request =>
        {
            asked = DnsPacket.Name(request);
            return DnsPacket.Answer(request, 0, (12, DnsPacket.Labels("host.example")));
        });

        var outcome = await Checker.CheckAsync(s => s with
        {
            Hostname = "10.1.2.3", DnsResolveServer = "localhost", Port = server.Port, DnsResolveType = "PTR",
        });

        outcome.Message.ShouldBe("Records: host.example");
        asked.ShouldBe("3.2.1.10.in-addr.arpa");
    }

    [Theory]
    [InlineData(3, "queryA ENOTFOUND example.com")]
    [InlineData(0, "queryA ENODATA example.com")]
    [InlineData(2, "queryA ESERVFAIL example.com")]
    [InlineData(5, "queryA EREFUSED example.com")]
    public async Task A_server_that_has_nothing_fails_in_the_words_of_the_original(int code, string message)
    {
        await using var server = UdpTarget.Answering(request => DnsPacket.Answer(request, code));

        (await Checker.FailureAsync(s => s with { Hostname = "example.com", DnsResolveServer = "127.0.0.1", Port = server.Port })).ShouldBe(message);
    }

    [Theory]
    [InlineData("equals", "10.0.0.2", false)]
    [InlineData("starts_with", "192.", true)]
    public async Task One_record_that_meets_the_conditions_is_enough(string comparison, string value, bool fails)
    {
        await using var server = UdpTarget.Answering(request => DnsPacket.Answer(request, 0, (1, [10, 0, 0, 1]), (1, [10, 0, 0, 2])));
        var conditions = $$"""[{"type":"expression","variable":"record","operator":"{{comparison}}","value":"{{value}}","andOr":"and"}]""";

        var outcome = await Checker.CheckAsync(s => s with
        {
            Hostname = "example.com", DnsResolveServer = "127.0.0.1", Port = server.Port, Conditions = conditions,
        });

        (outcome.IsError, outcome.Message, outcome.DnsResult).ShouldBe((fails, "Records: 10.0.0.1 | 10.0.0.2", "Records: 10.0.0.1 | 10.0.0.2"));
    }

    [Fact]
    public async Task A_closed_port_garbage_and_bad_settings_are_told()
    {
        await using var garbage = UdpTarget.Garbage();

        var hasty = new DnsChecker(TimeProvider.System, TimeSpan.FromMilliseconds(100));
        (await hasty.FailureAsync(s => s with { Hostname = "example.com", DnsResolveServer = "127.0.0.1", Port = 1 })).ShouldBe("queryA ETIMEOUT example.com");
        (await hasty.FailureAsync(
            s => s with { Hostname = "example.com", DnsResolveServer = "127.0.0.1", Port = garbage.Port, DnsResolveType = "MX" })).ShouldStartWith("queryMx E");
        (await Checker.FailureAsync(s => s with { Hostname = "example.com", DnsResolveServer = " , " })).ShouldStartWith("No Resolver Servers specified.");
        (await Checker.FailureAsync(s => s with { Hostname = "example.com", DnsResolveServer = "-no.such.host.invalid" })).ShouldStartWith("None of the configured");
        (await Checker.FailureAsync(s => s with { Hostname = "x", DnsResolveServer = "127.0.0.1", DnsResolveType = "HINFO" })).ShouldBe("Unknown record type: HINFO");
        (await Checker.FailureAsync(s => s with { Hostname = "x", DnsResolveServer = "127.0.0.1", DnsResolveType = "PTR" })).ShouldBe("getHostByAddr EINVAL x");
    }

    [Fact]
    public async Task Silence_lasts_until_the_deadline_and_no_longer()
    {
        await using var server = UdpTarget.Silent();

        (await new DnsChecker(TimeProvider.System, TimeSpan.FromMilliseconds(100)).FailureAsync(
            s => s with { Hostname = "example.com", DnsResolveServer = "127.0.0.1", Port = server.Port })).ShouldBe("queryA ETIMEOUT example.com");
        server.Requests.ShouldBe(4);
        await Checker.ShouldEndWithTheTokenAsync(s => s with { Hostname = "example.com", DnsResolveServer = "127.0.0.1", Port = server.Port });
    }
}
