using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Namespaces;

/// <summary>Socket.IO v5, "Acknowledgement".</summary>
public sealed class AcknowledgementTests
{
    [Theory]
    [InlineData("polling")]
    [InlineData("websocket")]
    public async Task An_event_with_an_id_is_answered_with_an_ack_of_that_id(string transport)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync(transport, "/custom");

        await wire.SendAsync(
            "42/custom,456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]", "42/custom,0[\"message-with-ack\"]",
            "451-/custom,7[\"message-with-ack\",{\"_placeholder\":true,\"num\":0}]", "bAQID", "42/custom,9007199254740991[\"message-with-ack\",null]");

        (await wire.NextAsync()).ShouldBe("43/custom,456[1,\"2\",{\"3\":[false]}]");
        (await wire.NextAsync()).ShouldBe("43/custom,0[]");
        (await wire.NextAsync()).ShouldBe("461-/custom,7[{\"_placeholder\":true,\"num\":0}]");
        (await wire.NextAsync()).ShouldBe("bAQID");
        (await wire.NextAsync()).ShouldBe("43/custom,9007199254740991[null]");
    }

    [Theory]
    [InlineData("431{}")]
    [InlineData("431\"x\"")]
    [InlineData("431")]
    [InlineData("4399999999999999999999[]")]
    public async Task An_ack_whose_payload_is_no_array_ends_the_connection(string packet)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync("websocket");

        await wire.SendAsync(packet);

        await wire.ShouldCloseAsync();
    }

    [Theory]
    [InlineData("polling")]
    [InlineData("websocket")]
    public async Task The_server_asks_too_and_takes_binary_answers(string transport)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync(transport);

        await wire.SendAsync("42[\"ask-me\",1,{\"a\":2}]");
        var question = (await wire.NextAsync())!;
        question.ShouldEndWith("[\"question\",1,{\"a\":2}]");
        var id = question[2..question.IndexOf('[')];
        await wire.SendAsync($"461-{id}[\"yes\",{{\"_placeholder\":true,\"num\":0}}]", "bAQID");

        (await wire.NextAsync()).ShouldBe("451-[\"answer\",\"yes\",{\"_placeholder\":true,\"num\":0}]");
        (await wire.NextAsync()).ShouldBe("bAQID");
    }

    [Fact]
    public async Task A_thousand_questions_may_be_open_at_once()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync("websocket");
        var ids = new List<string>();

        await wire.SendAsync([.. Enumerable.Range(0, 1000).Select(n => $"42[\"ask-me\",{n}]")]);
        for (var i = 0; i < 1000; i++)
        {
            // The last of those that may run is only asked when the first is answered.
            var next = (await wire.NextAsync())!;
            if (next.StartsWith("42[\"answer\"", StringComparison.Ordinal))
            {
                i--;
                continue;
            }

            next.ShouldEndWith($"[\"question\",{i}]");
            ids.Add(next[2..next.IndexOf('[')]);
            await wire.SendAsync($"43{ids[^1]}[{i}]");
        }

        ids.Distinct(StringComparer.Ordinal).Count().ShouldBe(1000);
    }

    [Fact]
    public async Task An_answer_is_taken_once_and_only_from_who_was_asked()
    {
        await using var server = await TestServer.StartAsync();
        await using var asked = await server.JoinAsync("websocket");
        await using var other = await server.JoinAsync("websocket");
        await asked.SendAsync("42[\"ask-me\",1]");
        var question = (await asked.NextAsync())!;
        var id = question[2..question.IndexOf('[')];

        await other.SendAsync($"43{id}[\"forged\"]");
        await other.ShouldEchoAsync();
        await asked.SendAsync($"43{id}[\"true\"]", $"43{id}[\"again\"]");

        (await asked.NextAsync()).ShouldBe("42[\"answer\",\"true\"]");
        await asked.ShouldEchoAsync();
    }

    [Fact]
    public async Task Waiting_for_an_answer_ends_with_the_time_limit_the_token_or_the_socket()
    {
        var outcomes = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var server = await TestServer.StartAsync(map: io => io.OnConnection(socket =>
        {
            socket.On("timeout", _ => WatchAsync(socket.EmitWithAckAsync<int>("q", TimeSpan.FromMilliseconds(50))));
            socket.On("cancel", async _ =>
            {
                using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
                await WatchAsync(socket.EmitWithAckAsync<int>("q", cancel.Token));
            });
            socket.On("leave", _ => WatchAsync(socket.EmitWithAckAsync<int>("q")));
            return ValueTask.CompletedTask;
        }));
        await using (var wire = await server.SocketAsync())
        {
            await wire.SendAsync("40", "42[\"timeout\"]", "42[\"cancel\"]", "42[\"leave\"]");
            await Eventually.TrueAsync(() => outcomes.Count == 2, "two have ended");
        }

        await Eventually.TrueAsync(() => outcomes.Count == 3, "the last has ended");
        outcomes.Order(StringComparer.Ordinal).ShouldBe(
            [nameof(OperationCanceledException), nameof(SocketAckTimeoutException), nameof(SocketDisconnectedException)]);
        server.Log.Lines.ShouldNotContain(line => line.Level == Microsoft.Extensions.Logging.LogLevel.Error);

        async ValueTask WatchAsync(Task task)
        {
            try
            {
                await task;
            }
            catch (Exception exception)
            {
                outcomes.Enqueue(exception.GetType().Name);
            }
        }
    }
}
