using System.Diagnostics;
using System.Formats.Asn1;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers;
using Kuma.Infrastructure.Checkers.Snmp;
using Kuma.Infrastructure.Scripting;
using Kuma.Infrastructure.Tests.Checkers.Targets;
using Kuma.Testing;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class SnmpCheckerTests : IDisposable
{
    private const string Name = "1.3.6.1.2.1.1.5.0";

    private readonly JsonataQueries _queries = new();
    private readonly SnmpChecker _checker;

    public SnmpCheckerTests() => _checker = new SnmpChecker(new JsonQuery(_queries), TimeProvider.System);

    public void Dispose() => _queries.Dispose();

    [Theory]
    [InlineData("1")]
    [InlineData("2c")]
    [InlineData("3")]
    public async Task A_real_agent_answers_in_every_version(string version)
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/snmpd"), "There is no snmpd on this machine: ./build/setup --tests installs it.");
        await using var agent = await Agent.StartAsync(_checker);

        var outcome = await _checker.CheckAsync(s => agent.Settings(s, version) with { SnmpOid = Name, ExpectedValue = "kuma-agent" });
        var missing = await _checker.FailureAsync(s => agent.Settings(s, version) with { SnmpOid = "1.3.6.1.2.1.1.99.0" });
        var other = await _checker.FailureAsync(s => agent.Settings(s, version) with { SnmpOid = Name, ExpectedValue = "x" });

        outcome.Message.ShouldBe("JSON query passes (comparing kuma-agent == kuma-agent)");
        missing.ShouldBe("The SNMP query returned that no instance exists for OID 1.3.6.1.2.1.1.99.0");
        other.ShouldBe("JSON query does not pass (comparing kuma-agent == x)");
    }

    [Fact]
    public async Task An_unknown_user_and_a_wrong_community_are_told()
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/snmpd"), "There is no snmpd on this machine: ./build/setup --tests installs it.");
        await using var agent = await Agent.StartAsync(_checker);

        (await _checker.FailureAsync(s => agent.Settings(s, "3") with { SnmpV3Username = "nobody" })).ShouldBe(
            "The SNMP agent refuses the request: unknown user name");
        (await _checker.FailureAsync(s => agent.Settings(s, "2c") with { RadiusPassword = "wrong", Timeout = 0.3 })).ShouldBe("Request timed out");
    }

    [Theory]
    [InlineData(5L, "counter", "5")]
    [InlineData(90L, "number", "90")]
    [InlineData(1L, "address", "10.0.0.1")]
    public async Task Every_kind_of_value_becomes_text(long number, string kind, string text)
    {
        await using var agent = UdpTarget.Answering(request => Answer(request, writer =>
        {
            switch (kind)
            {
                case "counter":
                    writer.WriteInteger(number, new Asn1Tag(TagClass.Application, 6));
                    break;
                case "address":
                    writer.WriteOctetString([10, 0, 0, 1], new Asn1Tag(TagClass.Application, 0));
                    break;
                default:
                    writer.WriteInteger(number);
                    break;
            }
        }));

        (await _checker.CheckAsync(s => To(s, agent.Port) with { ExpectedValue = text })).Message.ShouldBe($"JSON query passes (comparing {text} == {text})");
    }

    [Fact]
    public async Task A_silent_agent_is_asked_as_often_as_the_retries_say()
    {
        await using var agent = UdpTarget.Silent();

        (await _checker.FailureAsync(s => To(s, agent.Port) with { Timeout = 0.1, MaxRetries = 2 })).ShouldBe("Request timed out");
        agent.Requests.ShouldBe(3);
        await _checker.ShouldEndWithTheTokenAsync(s => To(s, agent.Port));
    }

    [Fact]
    public async Task Garbage_a_closed_port_and_bad_settings_are_told()
    {
        await using var garbage = UdpTarget.Garbage();
        await using var empty = UdpTarget.Answering(request => Answer(request, value: null));

        (await _checker.FailureAsync(s => To(s, garbage.Port))).ShouldStartWith("The answer is no SNMP message: ");
        (await _checker.FailureAsync(s => To(s, empty.Port))).ShouldBe($"No varbinds returned from SNMP session (OID: {Name})");
        (await _checker.FailureAsync(s => To(s, 1))).ShouldBe("ECONNREFUSED 127.0.0.1");
        (await _checker.FailureAsync(s => To(s, garbage.Port) with { SnmpOid = "nonsense" })).ShouldBe("Invalid OID: nonsense");
        (await _checker.FailureAsync(s => To(s, garbage.Port) with { SnmpVersion = "3" })).ShouldBe("SNMPv3 username is required");
    }

    private static MonitorSettings To(MonitorSettings settings, int port) => settings with
    {
        Hostname = "127.0.0.1", Port = port, SnmpOid = Name, RadiusPassword = "public", JsonPath = "$", JsonPathOperator = "==", Timeout = 2,
    };

    private static byte[] Answer(byte[] request, Action<AsnWriter>? value)
    {
        var message = new AsnReader(request, AsnEncodingRules.BER).ReadSequence();
        message.ReadInteger();
        message.ReadOctetString();
        var pdu = message.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true));
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteOctetString("public"u8);
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2, isConstructed: true)))
            {
                writer.WriteInteger(pdu.ReadInteger());
                writer.WriteInteger(0);
                writer.WriteInteger(0);
                using (writer.PushSequence())
                {
                    if (value is not null)
                    {
                        using (writer.PushSequence())
                        {
                            writer.WriteObjectIdentifier(Name);
                            value(writer);
                        }
                    }
                }
            }
        }

        return writer.Encode();
    }

    private sealed class Agent(Process process, string folder, int port) : IAsyncDisposable
    {
        public static async Task<Agent> StartAsync(SnmpChecker checker)
        {
            var folder = Directory.CreateTempSubdirectory("kuma-snmpd").FullName;
            var port = TcpTarget.ClosedPort();
            var config = Path.Combine(folder, "snmpd.conf");
            await File.WriteAllTextAsync(
                config,
                $"""
                agentaddress udp:127.0.0.1:{port}
                rocommunity public
                sysName kuma-agent
                createUser plain
                rouser plain noauth
                """,
                TestContext.Current.CancellationToken);
            var start = new ProcessStartInfo("/usr/sbin/snmpd", ["-f", "-C", "-c", config, "-Lo", "-p", Path.Combine(folder, "pid")])
            {
                UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            };
            start.Environment["SNMP_PERSISTENT_DIR"] = folder;
            var process = Process.Start(start)!;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            var agent = new Agent(process, folder, port);
            await Eventually.TrueAsync(
                async () =>
                {
                    try
                    {
                        await checker.CheckAsync(s => agent.Settings(s, "2c") with { SnmpOid = Name, ExpectedValue = "kuma-agent", Timeout = 0.5 });
                        return true;
                    }
                    catch (Kuma.Application.Monitoring.CheckFailedException)
                    {
                        return false;
                    }
                },
                "snmpd answers");
            return agent;
        }

        public MonitorSettings Settings(MonitorSettings settings, string version) =>
            To(settings, port) with { SnmpVersion = version, SnmpV3Username = "plain" };

        public async ValueTask DisposeAsync()
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }
}
