using Kuma.Infrastructure.Checkers.RabbitMq;
using Kuma.Infrastructure.Tests.Checkers.Targets;
using Kuma.Testing;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class RabbitMqCheckerTests
{
    private static readonly RabbitMqChecker Checker = new(TimeProvider.System);

    [Fact]
    public async Task A_node_without_alarms_is_up_and_was_asked_with_the_password()
    {
        await using var node = await TargetServer.StartAsync();
        var asked = "";
        node.Answer = context =>
        {
            asked = $"{context.Request.Path} {context.Request.Headers.Authorization} {context.Request.Headers.Accept}";
            return Task.CompletedTask;
        };

        var outcome = await Checker.CheckAsync(s => s with { RabbitmqNodes = [$"{node.Address}base/"], RabbitmqUsername = "u", RabbitmqPassword = "p" });

        outcome.Message.ShouldBe("Node is reachable and there are no alerts in the cluster");
        asked.ShouldBe("/base/api/health/checks/alarms/ Basic dTpw application/json");
    }

    [Fact]
    public async Task The_second_node_saves_the_cluster()
    {
        await using var node = await TargetServer.StartAsync();

        var outcome = await Checker.CheckAsync(s => s with { RabbitmqNodes = ["http://127.0.0.1:1", node.Address.ToString()] });

        outcome.Message.ShouldBe("One of the 2 nodes is reachable and there are no alerts in the cluster");
    }

    [Fact]
    public async Task Each_node_tells_what_is_wrong_with_it()
    {
        await using var alarmed = await TargetServer.StartAsync();
        alarmed.AnswerWith(503, """{"status":"failed","reason":"resource alarm(s) in effect"}""");
        await using var locked = await TargetServer.StartAsync();
        locked.AnswerWith(401, "no");
        await using var odd = await TargetServer.StartAsync();
        odd.AnswerWith(503, "<html>");
        await using var slow = await TargetServer.StartAsync();
        slow.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        await using var garbage = TcpTarget.Garbage();

        var message = await Checker.FailureAsync(s => s with
        {
            Timeout = 0.5,
            RabbitmqNodes =
            [
                alarmed.Address.ToString(), locked.Address.ToString(), odd.Address.ToString(), slow.Address.ToString(),
                "http://127.0.0.1:1", "nonsense", $"http://127.0.0.1:{garbage.Port}",
            ],
        });

        message.ShouldStartWith(
            "All 7 nodes failed because Node 1: resource alarm(s) in effect; Node 2: Request failed with status code 401; "
            + "Node 3: Request failed with status code 503; Node 4: Request timed out; Node 5: connect ECONNREFUSED 127.0.0.1:1; "
            + "Node 6: Invalid URL; Node 7: ");
    }

    [Fact]
    public async Task No_nodes_is_a_failure() =>
        (await Checker.FailureAsync(s => s with { RabbitmqNodes = [] })).ShouldBe("No RabbitMQ nodes configured");
}
