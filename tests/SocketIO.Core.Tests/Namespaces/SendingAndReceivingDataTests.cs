using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Namespaces;

/// <summary>Socket.IO v5, "Sending and receiving data".</summary>
public sealed class SendingAndReceivingDataTests
{
    [Theory]
    [InlineData("polling")]
    [InlineData("websocket")]
    public async Task Arguments_come_back_as_they_were_sent(string transport)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync(transport);
        const string arguments = "1,\"2\",{\"3\":[true,null,1.5e300,-0]},\"\\u2028 é \\ud83d\\ude00 \\ud800\",[[[]]],{},12345678901234567890";

        await wire.SendAsync($"42[\"message\",{arguments}]");

        (await wire.NextAsync()).ShouldBe($"42[\"message-back\",{arguments}]");
    }

    [Theory]
    [InlineData("polling")]
    [InlineData("websocket")]
    public async Task Binary_parts_come_back_as_binary_however_deep(string transport)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync(transport, "/custom");
        const string arguments = "{\"a\":[1,{\"_placeholder\":true,\"num\":1}]},{\"num\":0,\"_placeholder\":true},\"x\"";

        await wire.SendAsync($"452-/custom,[\"message\",{arguments}]", "bAQID", "bBAUG");

        (await wire.NextAsync()).ShouldBe(
            "452-/custom,[\"message-back\",{\"a\":[1,{\"_placeholder\":true,\"num\":0}]},{\"_placeholder\":true,\"num\":1},\"x\"]");
        (await wire.NextAsync()).ShouldBe("bBAUG");
        (await wire.NextAsync()).ShouldBe("bAQID");
    }

    [Theory]
    [InlineData("42")]
    [InlineData("42[]")]
    [InlineData("42{}")]
    [InlineData("42\"x\"")]
    [InlineData("421")]
    [InlineData("42null")]
    [InlineData("42[null]")]
    [InlineData("42[{}]")]
    [InlineData("42[[\"message\"]]")]
    [InlineData("42[true]")]
    [InlineData("42[\"message\"")]
    [InlineData("42[\"message\",]")]
    [InlineData("42[\"message\"]]")]
    [InlineData("42[\"message\"] x")]
    [InlineData("42['message']")]
    [InlineData("47[\"message\"]")]
    [InlineData("4-1[\"message\"]")]
    public async Task A_payload_that_is_no_event_ends_the_connection(string packet)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync("websocket");

        await wire.SendAsync(packet);

        await wire.ShouldCloseAsync();
    }

    [Theory]
    [InlineData("connect")]
    [InlineData("connect_error")]
    [InlineData("disconnect")]
    [InlineData("disconnecting")]
    [InlineData("newListener")]
    [InlineData("removeListener")]
    [InlineData("\\u0063onnect")]
    public async Task Reserved_names_end_the_connection(string name)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync("websocket");

        await wire.SendAsync($"42[\"{name}\",1]");

        await wire.ShouldCloseAsync();
    }

    [Theory]
    [InlineData("polling", "42/custom,[\"message\"]")]
    [InlineData("websocket", "42/custom,[\"message\"]")]
    [InlineData("websocket", "42/nowhere,[\"message\"]")]
    [InlineData("websocket", "43/custom,1[]")]
    [InlineData("websocket", "41/custom,")]
    public async Task A_packet_for_a_namespace_that_was_not_joined_ends_the_connection(string transport, string packet)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync(transport);

        await wire.SendAsync(packet);

        await wire.ShouldCloseAsync();
    }

    [Theory]
    [InlineData("44{\"message\":\"x\"}")]
    [InlineData("44\"x\"")]
    public async Task Connect_error_from_a_client_ends_the_connection(string packet)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync("websocket");

        await wire.SendAsync(packet);

        await wire.ShouldCloseAsync();
    }

    [Theory]
    [InlineData("42[\"unheard-of\",1]")]
    [InlineData("42[7,1]")]
    [InlineData("42[\"\"]")]
    [InlineData("42[\"\\ud800\"]")]
    [InlineData("43999[1]")]
    public async Task Events_and_acks_that_nobody_waits_for_are_ignored(string packet)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync("websocket");

        await wire.SendAsync(packet);

        await wire.ShouldEchoAsync();
    }

    [Fact]
    public async Task Handlers_are_called_in_the_order_of_the_events_also_when_many_wait()
    {
        const int events = 3000;
        var order = new List<int>();
        var go = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(map: io => io.OnConnection(socket =>
        {
            socket.On<int>("n", async (_, n) =>
            {
                lock (order)
                {
                    order.Add(n);
                }

                await go.Task;
                await Task.Yield();
            });
            return ValueTask.CompletedTask;
        }));
        await using var wire = await server.SocketAsync();
        await wire.SendAsync("40");

        await wire.SendAsync([.. Enumerable.Range(0, events).Select(n => $"42[\"n\",{n}]")]);
        await Eventually.TrueAsync(() => order.Count == server.Io.Options.MaxConcurrentHandlers, "as many run as may");
        go.SetResult();

        await Eventually.TrueAsync(() => order.Count == events, "all have run");
        order.ShouldBe(Enumerable.Range(0, events));
    }

    [Fact]
    public async Task A_handler_that_throws_is_logged_and_harms_nobody()
    {
        await using var server = await TestServer.StartAsync(map: io => io.OnConnection(socket =>
        {
            socket.On("now", _ => throw new InvalidOperationException("now"));
            socket.On("later", async _ =>
            {
                await Task.Yield();
                throw new InvalidOperationException("later");
            });
            socket.On<int>("number", (e, n) => e.AckAsync(n));
            return ValueTask.CompletedTask;
        }));
        await using var wire = await server.SocketAsync();
        await wire.SendAsync("40");
        await wire.NextAsync();

        await wire.SendAsync("42[\"now\"]", "42[\"later\"]", "421[\"number\",\"x\"]", "422[\"number\",5]");

        (await wire.NextAsync()).ShouldBe("432[5]");
        await Eventually.TrueAsync(() => server.Log.Lines.Count(line => line.Id.Id == 4) == 3, "three failures are logged");
    }
}
