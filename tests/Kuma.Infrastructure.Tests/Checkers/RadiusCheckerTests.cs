using System.Security.Cryptography;
using System.Text;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Radius;
using Kuma.Infrastructure.Tests.Checkers.Targets;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class RadiusCheckerTests
{
    private const string Secret = "shared";

    private static readonly RadiusChecker Checker = new(TimeProvider.System);

    [Theory]
    [InlineData(2, "Access-Accept")]
    [InlineData(11, "Access-Challenge")]
    public async Task A_server_that_lets_the_user_in_is_up(byte code, string message)
    {
        await using var server = UdpTarget.Answering(request => Answer(request, code));

        (await Checker.CheckAsync(To(server))).Message.ShouldBe(message);
    }

    [Theory]
    [InlineData("p")]
    [InlineData("a password of more than sixteen bytes, and then some")]
    public async Task The_password_arrives_and_the_request_is_signed(string password)
    {
        byte[]? seen = null;
        await using var server = UdpTarget.Answering(request =>
        {
            seen = request;
            return Answer(request, 2);
        });

        await Checker.CheckAsync(s => To(server)(s) with { RadiusPassword = password, RadiusCallingStationId = "calling", RadiusCalledStationId = "called" });

        var request = seen.ShouldNotBeNull();
        Encoding.ASCII.GetString(Attribute(request, 1)).ShouldBe("user");
        Reveal(Attribute(request, 2), request[4..20]).ShouldBe(password);
        Encoding.ASCII.GetString(Attribute(request, 30)).ShouldBe("called");
        Encoding.ASCII.GetString(Attribute(request, 31)).ShouldBe("calling");
        var signature = Attribute(request, 80);
        byte[] unsigned = [.. request];
        unsigned.AsSpan(request.Length - 16).Clear();
#pragma warning disable CA5351 // RADIUS is MD5.
        HMACMD5.HashData(Encoding.ASCII.GetBytes(Secret), unsigned).ShouldBe(signature);
#pragma warning restore CA5351
    }

    [Fact]
    public async Task A_refused_user_and_a_server_with_another_secret_are_told()
    {
        await using var refusing = UdpTarget.Answering(request => Answer(request, 3));
        await using var stranger = UdpTarget.Answering(request => Answer(request, 2, "another"));
        await using var garbage = UdpTarget.Garbage();

        (await Checker.FailureAsync(To(refusing))).ShouldBe($"RADIUS Access-Reject from 127.0.0.1:{refusing.Port}");
        (await Checker.FailureAsync(To(stranger))).ShouldBe(
            $"RADIUS authentication failed for 127.0.0.1:{stranger.Port}: RADIUS response decoding failed: the answer is not signed with the shared secret");
        (await Checker.FailureAsync(To(garbage))).ShouldContain("RADIUS response decoding failed");
    }

    [Fact]
    public async Task A_silent_server_is_asked_twice()
    {
        await using var server = UdpTarget.Silent();

        (await Checker.FailureAsync(To(server))).ShouldBe(
            $"RADIUS authentication failed for 127.0.0.1:{server.Port}: RADIUS request timeout after 2 attempts");
        server.Requests.ShouldBe(2);
        await Checker.ShouldEndWithTheTokenAsync(s => To(server)(s) with { Interval = 60 });
    }

    [Fact]
    public async Task A_closed_port_an_unknown_host_and_a_long_password_are_told()
    {
        (await Checker.FailureAsync(s => s with { Hostname = "127.0.0.1", Port = 1 })).ShouldBe(
            "RADIUS authentication failed for 127.0.0.1:1: RADIUS socket error: ECONNREFUSED");
        (await Checker.FailureAsync(s => s with { Hostname = "-no.such.host.invalid" })).ShouldStartWith(
            "RADIUS authentication failed for -no.such.host.invalid:1812: RADIUS socket error: ");
        (await Checker.FailureAsync(s => s with { Hostname = "127.0.0.1", RadiusPassword = new string('x', 200) })).ShouldContain("RADIUS packet encoding failed");
    }

    private static Func<MonitorSettings, MonitorSettings> To(UdpTarget server) => s => s with
    {
        Hostname = "127.0.0.1", Port = server.Port, RadiusUsername = "user", RadiusPassword = "pass", RadiusSecret = Secret, Interval = 1,
    };

    private static byte[] Answer(byte[] request, byte code, string secret = Secret)
    {
        byte[] head = [code, request[1], 0, 20];
#pragma warning disable CA5351 // RADIUS is MD5.
        return [.. head, .. MD5.HashData([.. head, .. request[4..20], .. Encoding.ASCII.GetBytes(secret)])];
#pragma warning restore CA5351
    }

    private static byte[] Attribute(byte[] request, byte type)
    {
        var at = 20;
        while (request[at] != type)
        {
            at += request[at + 1];
        }

        return request[(at + 2)..(at + request[at + 1])];
    }

    private static string Reveal(byte[] hidden, byte[] authenticator)
    {
        var text = new List<byte>();
        var previous = authenticator;
        foreach (var block in hidden.Chunk(16))
        {
#pragma warning disable CA5351 // RADIUS is MD5.
            var mask = MD5.HashData([.. Encoding.ASCII.GetBytes(Secret), .. previous]);
#pragma warning restore CA5351
            text.AddRange(block.Zip(mask, (a, b) => (byte)(a ^ b)));
            previous = block;
        }

        return Encoding.ASCII.GetString([.. text]).TrimEnd('\0');
    }
}
