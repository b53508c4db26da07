using Kuma.Application.Monitoring;
using Kuma.Infrastructure.Checkers.Network;
using Kuma.Testing;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class NetworkCheckerTests
{
    [Fact]
    public async Task An_open_port_is_up_and_a_closed_one_fails()
    {
        var checker = new PortChecker(TimeProvider.System);
        var target = await TargetServer.StartAsync();
        var monitor = A.Monitor("port").With(settings => settings with { Hostname = "127.0.0.1", Port = target.Port });

        var open = await checker.CheckAsync(monitor, CancellationToken.None);
        await target.DisposeAsync();
        var closed = await Should.ThrowAsync<CheckFailedException>(() => checker.CheckAsync(monitor, CancellationToken.None));

        open.Message.ShouldBe($"{open.Ping} ms");
        closed.Message.ShouldBe("Connection failed");
    }

    [Fact]
    public async Task This_machine_answers_a_ping()
    {
        Assert.SkipUnless(File.Exists("/bin/ping") || File.Exists("/usr/bin/ping"), "There is no ping on this machine.");

        var outcome = await new PingChecker().CheckAsync(
            A.Monitor("ping").With(settings => settings with { Hostname = "127.0.0.1", Timeout = 5 }), CancellationToken.None);

        outcome.Message.ShouldBe("");
        outcome.Ping.ShouldNotBeNull().ShouldBeInRange(0, 1000);
    }

    [Theory]
    [InlineData("-f")]
    [InlineData("a b")]
    [InlineData("; reboot")]
    [InlineData("")]
    public async Task What_is_no_host_never_reaches_the_ping_program(string host) =>
        (await Should.ThrowAsync<CheckFailedException>(() => new PingChecker().CheckAsync(
            A.Monitor("ping").With(settings => settings with { Hostname = host }), CancellationToken.None))).Message.ShouldStartWith("Invalid hostname");
}
