using System.Net;
using Kuma.Application.DockerHosts;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Kuma.Infrastructure.Checkers.Docker;
using Kuma.Infrastructure.DockerHosts;
using Kuma.Infrastructure.Tests.Checkers.Targets;
using Kuma.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using NSubstitute;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class DockerCheckerTests
{
    private static readonly DockerTls NoTls = new("/no/such/folder");

    [Theory]
    [InlineData("""{"Running":true,"Status":"running","Health":{"Status":"healthy"}}""", HeartbeatStatus.Up, "healthy")]
    [InlineData("""{"Running":true,"Status":"running","Health":{"Status":"starting"}}""", HeartbeatStatus.Pending, "starting")]
    [InlineData("""{"Running":true,"Status":"restarting","Restarting":true}""", HeartbeatStatus.Pending, "Container is reporting it is currently restarting")]
    [InlineData(
        """{"Running":true,"Status":"running","Health":{"Status":"none"}}""", HeartbeatStatus.Up,
        "Container has not reported health and is currently running. As it is running, it is considered UP. Consider adding a health check for better service visibility")]
    public async Task A_running_container_is_as_its_health_is(string state, HeartbeatStatus status, string message)
    {
        await using var daemon = await TargetServer.StartAsync();
        daemon.AnswerWith(200, $$"""{"State":{{state}}}""");

        var outcome = await Checker($"tcp://127.0.0.1:{daemon.Port}", "tcp").CheckAsync(s => s with { DockerHost = new(1), DockerContainer = "web" });

        (outcome.Status, outcome.Message).ShouldBe((status, message));
    }

    [Theory]
    [InlineData("""{"State":{"Running":false,"Status":"exited"}}""", "Container State is exited")]
    [InlineData("""{"State":{"Running":true,"Status":"paused","Paused":true}}""", "Container is in a paused state")]
    [InlineData("""{"State":{"Running":true,"Health":{"Status":"unhealthy"}}}""", "Container State is unhealthy according to its healthcheck")]
    [InlineData("{}", "Container state is not available")]
    [InlineData("garbage", "Container state is not available")]
    public async Task A_container_that_does_not_work_fails(string answer, string message)
    {
        await using var daemon = await TargetServer.StartAsync();
        daemon.AnswerWith(200, answer);

        (await Checker($"http://127.0.0.1:{daemon.Port}", "tcp").FailureAsync(s => s with { DockerHost = new(1), DockerContainer = "web" })).ShouldBe(message);
    }

    [Fact]
    public async Task A_daemon_is_asked_over_its_socket_for_the_container_by_name()
    {
        var path = Path.Combine(Path.GetTempPath(), $"kuma-docker-{Guid.NewGuid():n}.sock");
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(path));
        await using var daemon = builder.Build();
        var asked = "";
        daemon.Run(context =>
        {
            asked = context.Request.Path;
            return context.Response.WriteAsync("""{"State":{"Running":true,"Health":{"Status":"healthy"}}}""");
        });
        await daemon.StartAsync(TestContext.Current.CancellationToken);

        var outcome = await Checker(path, "socket").CheckAsync(s => s with { DockerHost = new(1), DockerContainer = "web" });

        outcome.Message.ShouldBe("healthy");
        asked.ShouldBe("/containers/web/json");
    }

    [Fact]
    public async Task What_stands_in_the_way_is_told()
    {
        await using var daemon = await TargetServer.StartAsync();
        daemon.AnswerWith(404, "{}");
        await using var slow = await TargetServer.StartAsync();
        slow.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);

        (await Message($"tcp://127.0.0.1:{daemon.Port}", "tcp")).ShouldBe("Request failed with status code 404");
        (await Message($"tcp://127.0.0.1:{slow.Port}", "tcp")).ShouldBe("timeout of 800ms exceeded");
        (await Message("tcp://127.0.0.1:1", "tcp")).ShouldBe("connect ECONNREFUSED 127.0.0.1:1");
        (await Message("/no/such.sock", "socket")).ShouldBe("connect ENOENT /no/such.sock");
        (await Message("nonsense", "tcp")).ShouldBe("nonsense is no address of a Docker daemon.");
        (await new DockerChecker(Substitute.For<IDockerHostLookup>(), NoTls, TimeProvider.System).FailureAsync(
            s => s with { DockerHost = new(1), DockerContainer = "web" })).ShouldBe("Failed to load docker host config");

        static Task<string> Message(string daemon, string type) =>
            Checker(daemon, type).FailureAsync(s => s with { DockerHost = new(1), DockerContainer = "web", Interval = 1 });
    }

    [Fact]
    public async Task The_test_of_a_host_counts_its_containers()
    {
        await using var daemon = await TargetServer.StartAsync();
        daemon.AnswerWith(200, """[{"ImageID":"a"},{"ImageID":"b"}]""");
        var probe = new DockerProbe(NoTls, TimeProvider.System);

        var counted = await probe.CountContainersAsync($"tcp://127.0.0.1:{daemon.Port}", "tcp", TestContext.Current.CancellationToken);
        daemon.AnswerWith((int)HttpStatusCode.OK, "<html>");
        var other = await probe.CountContainersAsync($"tcp://127.0.0.1:{daemon.Port}", "tcp", TestContext.Current.CancellationToken);

        counted.Value.ShouldBe(2);
        other.Error.ShouldNotBeNull().Message.ShouldBe("Invalid Docker response, is it Docker really a daemon?");
    }

    private static DockerChecker Checker(string daemon, string type)
    {
        var hosts = Substitute.For<IDockerHostLookup>();
        hosts.FindAsync(new DockerHostId(1), Arg.Any<CancellationToken>()).Returns(new DockerHost(new(1), new UserId(1), "a host", daemon, type));
        return new DockerChecker(hosts, NoTls, TimeProvider.System);
    }
}
