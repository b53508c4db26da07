using System.Buffers.Binary;
using Kuma.Infrastructure.Checkers.Ntp;
using Kuma.Infrastructure.Tests.Checkers.Targets;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class NtpCheckerTests
{
    private static readonly NtpChecker Checker = new(TimeProvider.System);

    [Fact]
    public async Task A_synchronised_server_is_up_and_tells_its_figures()
    {
        await using var server = UdpTarget.Answering(_ => Packet(stratum: 2));

        var outcome = await Checker.CheckAsync(s => s with { Hostname = "127.0.0.1", Port = server.Port, Timeout = 5 });

        outcome.Message.ShouldNotBeNull().ShouldMatch(@"^Stratum: 2, RefID: 10\.0\.0\.1, Offset: -?\d+\.\d{3}ms, Delay: -?\d+\.\d{3}ms, Dispersion: 15\.625ms$");
        outcome.Ping.ShouldNotBeNull().ShouldBeInRange(0, 5000);
    }

    [Fact]
    public async Task A_primary_server_tells_its_source_in_letters()
    {
        await using var server = UdpTarget.Answering(_ => Packet(stratum: 1, reference: "GPS\0"u8.ToArray()));

        var outcome = await Checker.CheckAsync(s => s with { Hostname = "127.0.0.1", Port = server.Port });

        outcome.Message.ShouldNotBeNull().ShouldStartWith("Stratum: 1, RefID: GPS, ");
    }

    [Theory]
    [InlineData(16, 0, 0.01, "NTP server is unsynchronized (stratum 16)")]
    [InlineData(5, 0, 0.01, "Stratum 5 meets or exceeds threshold 5")]
    [InlineData(2, 5.5, 0.01, "Time offset 5")]
    [InlineData(2, 0, 0.5, "Root dispersion 500.000ms exceeds threshold 500ms")]
    public async Task A_server_beyond_a_threshold_fails_and_keeps_its_ping(int stratum, double secondsOff, double dispersion, string message)
    {
        await using var server = UdpTarget.Answering(_ => Packet(stratum, secondsOff, dispersion));

        var failure = await Checker.RefusalAsync(s => s with { Hostname = "127.0.0.1", Port = server.Port, NtpTimeOffsetThreshold = 0 });

        failure.Message.ShouldStartWith(message);
        failure.Ping.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_server_that_keeps_silent_times_out()
    {
        await using var server = UdpTarget.Silent();

        (await Checker.FailureAsync(s => s with { Hostname = "127.0.0.1", Port = server.Port, Timeout = 0.3 })).ShouldBe("NTP request timed out");
        await Checker.ShouldEndWithTheTokenAsync(s => s with { Hostname = "127.0.0.1", Port = server.Port });
    }

    [Fact]
    public async Task Garbage_a_closed_port_and_a_missing_name_are_told()
    {
        await using var server = UdpTarget.Garbage();

        (await Checker.FailureAsync(s => s with { Hostname = "127.0.0.1", Port = server.Port })).ShouldBe("Invalid NTP response: expected 48+ bytes, got 7");
        (await Checker.FailureAsync(s => s with { Hostname = "127.0.0.1", Port = 1 })).ShouldBe("UDP socket error: recvmsg ECONNREFUSED");
        (await Checker.FailureAsync(s => s with { Hostname = "-no.such.host.invalid" })).ShouldStartWith("DNS lookup failed for -no.such.host.invalid: ");
        (await Checker.FailureAsync(s => s with { Hostname = " " })).ShouldBe("Hostname is required");
    }

    private static byte[] Packet(int stratum, double secondsOff = 0, double dispersion = 1.0 / 64, byte[]? reference = null)
    {
        var packet = new byte[48];
        packet[0] = 0x1C;
        packet[1] = (byte)stratum;
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), (uint)(dispersion * 65536));
        (reference ?? [10, 0, 0, 1]).CopyTo(packet, 12);
        var now = TimeProvider.System.GetUtcNow().AddSeconds(secondsOff) - new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
        foreach (var at in new[] { 32, 40 })
        {
            BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(at), (uint)now.TotalSeconds);
            BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(at + 4), (uint)((now.TotalSeconds % 1) * uint.MaxValue));
        }

        return packet;
    }
}
