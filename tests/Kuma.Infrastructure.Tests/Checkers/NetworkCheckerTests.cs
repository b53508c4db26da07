using System.Net;
using Kuma.Application.Monitoring;
using Kuma.Infrastructure.Checkers.Network;
using Kuma.Testing;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class NetworkCheckerTests
{
    [Theory]
    [InlineData("::1", "127.0.0.1")]
    [InlineData("192.0.2.1", "127.0.0.1")]
    [InlineData("127.0.0.1", "192.0.2.1")]
    public async Task The_address_that_answers_wins(params string[] addresses)
    {
        await using var target = await TargetServer.StartAsync();

        using var socket = (await TcpConnections.RaceAsync([.. addresses.Select(IPAddress.Parse)], target.Port, CancellationToken.None)).Socket;

        socket.ShouldNotBeNull().RemoteEndPoint.ShouldBe(new IPEndPoint(IPAddress.Loopback, target.Port));
    }

    [Fact]
    public async Task When_none_answers_the_first_is_told()
    {
        var target = await TargetServer.StartAsync();
        await target.DisposeAsync();

        var attempt = await TcpConnections.RaceAsync([IPAddress.Parse("127.0.0.2"), IPAddress.Loopback], target.Port, CancellationToken.None);

        attempt.Failure.ShouldNotBeNull().Message.ShouldBe($"connect ECONNREFUSED 127.0.0.2:{target.Port}");
    }

    [Theory]
    [InlineData("-no-such-host.invalid")]
    [InlineData("..")]
    [InlineData("")]
    public async Task A_name_without_an_address_is_told(string host) =>
        (await Should.ThrowAsync<CheckFailedException>(() => TcpConnections.OpenAsync(host, 80, family: null, CancellationToken.None))).Message
            .ShouldMatch("^getaddrinfo E(NOTFOUND|AI_AGAIN) ");

    [Fact]
    public async Task This_machine_answers_a_ping()
    {
        Assert.SkipUnless(File.Exists("/bin/ping") || File.Exists("/usr/bin/ping"), "There is no ping on this machine.");

        var outcome = await new PingChecker().CheckAsync(
            A.Monitor("ping").With(settings => settings with { Hostname = "127.0.0.1", Timeout = 5 }), CancellationToken.None);

        outcome.Message.ShouldBe("");
        outcome.Ping.ShouldNotBeNull().ShouldBeInRange(0, 1000);
    }

    // The exit code is 1 when the program's deadline ended before all packets were sent.
    [Theory]
    [InlineData("64 bytes from 192.0.2.1: icmp_seq=2 ttl=64 time=12.5 ms\n64 bytes from 192.0.2.1: icmp_seq=3 ttl=64 time=9 ms\n3 packets transmitted, 2 received", 1, 12.5)]
    [InlineData("64 bytes from ::1: icmp_seq=1 ttl=64 time<1 ms", 0, 1)]
    public void One_reply_is_enough_and_the_first_counts(string output, int code, double ping) => PingChecker.Judge(output, code).Ping.ShouldBe(ping);

    [Theory]
    [InlineData("1 packets transmitted, 0 received, 100% packet loss, time 0ms", 1)]
    [InlineData("ping: no-such-host: Name or service not known", 2)]
    public void Without_a_reply_it_says_what_the_program_said(string output, int code) =>
        Should.Throw<CheckFailedException>(() => PingChecker.Judge(output, code)).Message.ShouldBe(output);

    [Theory]
    [InlineData("-f")]
    [InlineData("a b")]
    [InlineData("; reboot")]
    [InlineData("")]
    public async Task What_is_no_host_never_reaches_the_ping_program(string host) =>
        (await Should.ThrowAsync<CheckFailedException>(() => new PingChecker().CheckAsync(
            A.Monitor("ping").With(settings => settings with { Hostname = host }), CancellationToken.None))).Message.ShouldStartWith("Invalid hostname");
}
