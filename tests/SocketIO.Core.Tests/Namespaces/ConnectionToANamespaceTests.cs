using Microsoft.Extensions.Time.Testing;
using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Namespaces;

/// <summary>Socket.IO v5, "Connection to a namespace".</summary>
public sealed class ConnectionToANamespaceTests
{
    [Theory]
    [InlineData("polling", "/", "")]
    [InlineData("websocket", "/", "")]
    [InlineData("polling", "/custom", "{\"token\":\"abc\"}")]
    [InlineData("websocket", "/custom", "{\"token\":\"abc\"}")]
    [InlineData("websocket", "/restricted", "{\"token\":\"let-me-in\"}")]
    [InlineData("polling", "/restricted", "{\"token\":\"let-me-in\"}")]
    [InlineData("websocket", "/", "{\"é\":[1,{\"x\":null}]}")]
    public async Task Connect_is_answered_with_connect_and_a_session_id(string transport, string nsp, string auth)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.OpenAsync(transport);

        await wire.JoinAsync(nsp, auth);
    }

    [Theory]
    [InlineData("40/custom")]
    [InlineData("40/custom,")]
    public async Task The_comma_behind_the_name_may_be_missing(string packet)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.SocketAsync();

        await wire.SendAsync(packet);

        (await wire.NextAsync())!.ShouldStartWith("40/custom,{\"sid\":\"");
    }

    [Theory]
    [InlineData("polling", "/restricted", "{\"token\":\"x\"}", "44/restricted,{\"message\":\"Not authorized\",\"data\":{\"code\":\"E_AUTH\"}}")]
    [InlineData("websocket", "/restricted", "", "44/restricted,{\"message\":\"Not authorized\",\"data\":{\"code\":\"E_AUTH\"}}")]
    [InlineData("websocket", "/restricted", "{\"token\":[\"let-me-in\"]}", "44/restricted,{\"message\":\"Not authorized\",\"data\":{\"code\":\"E_AUTH\"}}")]
    [InlineData("polling", "/random", "", "44/random,{\"message\":\"Invalid namespace\"}")]
    [InlineData("websocket", "/random", "", "44/random,{\"message\":\"Invalid namespace\"}")]
    [InlineData("websocket", "/Custom", "", "44/Custom,{\"message\":\"Invalid namespace\"}")]
    [InlineData("websocket", "/ü", "", "44/ü,{\"message\":\"Invalid namespace\"}")]
    public async Task A_refusal_is_connect_error_and_the_connection_stays_open(string transport, string nsp, string auth, string answer)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.OpenAsync(transport);

        await wire.SendAsync($"40{nsp},{auth}");

        (await wire.NextAsync()).ShouldBe(answer);
        await wire.JoinAsync();
        await wire.ShouldEchoAsync();
    }

    [Fact]
    public async Task A_refused_namespace_may_be_asked_for_again()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.SocketAsync();

        await wire.SendAsync("40/restricted,");
        (await wire.NextAsync()).ShouldStartWith("44/restricted,");

        await wire.JoinAsync("/restricted", "{\"token\":\"let-me-in\"}");
    }

    [Theory]
    [InlineData("polling", "42[\"message\"]")]
    [InlineData("websocket", "42[\"message\"]")]
    [InlineData("websocket", "41")]
    [InlineData("websocket", "431[]")]
    [InlineData("websocket", "44{\"message\":\"x\"}")]
    [InlineData("websocket", "4abc")]
    public async Task A_first_packet_that_is_not_connect_ends_the_connection(string transport, string packet)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.OpenAsync(transport);

        await wire.SendAsync(packet);

        await wire.ShouldCloseAsync();
    }

    [Theory]
    [InlineData("polling")]
    [InlineData("websocket")]
    public async Task Without_connect_the_connection_ends_in_time(string transport)
    {
        await using var server = await TestServer.StartAsync(options => options.ConnectTimeout = TimeSpan.FromMilliseconds(100));
        await using var wire = await server.OpenAsync(transport);

        await wire.ShouldCloseAsync();
    }

    [Fact]
    public async Task A_refused_connect_does_not_stop_that_clock_but_an_accepted_one_does()
    {
        var time = new FakeTimeProvider();
        await using var server = await TestServer.StartAsync(options =>
        {
            options.TimeProvider = time;
            options.ConnectTimeout = TimeSpan.FromSeconds(10);
        });
        await using var refused = await server.SocketAsync();
        await using var accepted = await server.JoinAsync("websocket");
        await refused.SendAsync("40/random");
        (await refused.NextAsync()).ShouldStartWith("44");

        time.Advance(TimeSpan.FromSeconds(9.9));
        server.Io.ConnectionCount.ShouldBe(2);
        time.Advance(TimeSpan.FromSeconds(0.1));

        await refused.ShouldCloseAsync();
        server.Io.ConnectionCount.ShouldBe(1);
    }

    [Theory]
    [InlineData("40")]
    [InlineData("40/custom,")]
    public async Task Connecting_twice_ends_the_connection(string again)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync("websocket");
        await wire.JoinAsync("/custom");

        await wire.SendAsync(again);

        await wire.ShouldCloseAsync();
    }

    [Theory]
    [InlineData("40[]")]
    [InlineData("40\"text\"")]
    [InlineData("40null")]
    [InlineData("40{")]
    [InlineData("40{}x")]
    public async Task A_payload_that_is_no_object_ends_the_connection(string packet)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.SocketAsync();

        await wire.SendAsync(packet);

        await wire.ShouldCloseAsync();
    }

    [Fact]
    public async Task One_connection_carries_several_namespaces()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync("websocket");
        await wire.JoinAsync("/custom");

        await wire.SendAsync("42/custom,[\"message\",1]", "42[\"message\",2]");

        (await wire.NextAsync()).ShouldBe("42/custom,[\"message-back\",1]");
        (await wire.NextAsync()).ShouldBe("42[\"message-back\",2]");
    }

    [Fact]
    public async Task Middleware_runs_in_order_until_one_refuses_and_what_it_throws_is_not_told()
    {
        var calls = new List<string>();
        await using var server = await TestServer.StartAsync(map: io =>
        {
            io.Of("/a").Use(_ => Decide("first", null));
            io.Of("/a").Use(_ => Decide("second", new ConnectRefusal("no", 7)));
            io.Of("/a").Use(_ => Decide("third", null));
            io.Of("/b").Use(_ => throw new InvalidOperationException("secret"));
        });
        await using var wire = await server.SocketAsync();

        await wire.SendAsync("40/a,", "40/b,");

        (await wire.NextAsync()).ShouldBe("44/a,{\"message\":\"no\",\"data\":7}");
        (await wire.NextAsync()).ShouldBe("44/b,{\"message\":\"Internal server error\"}");
        calls.ShouldBe(["first", "second"]);
        server.Io.Of("/a").SocketCount.ShouldBe(0);

        ValueTask<ConnectRefusal?> Decide(string name, ConnectRefusal? refusal)
        {
            calls.Add(name);
            return ValueTask.FromResult(refusal);
        }
    }

    [Fact]
    public async Task Dynamic_namespaces_are_made_by_predicate_or_pattern_and_removed_when_empty()
    {
        await using var server = await TestServer.StartAsync(options => options.CleanupEmptyChildNamespaces = true, io =>
        {
            var parent = io.Of((name, auth) => ValueTask.FromResult(
                name.StartsWith("/room-", StringComparison.Ordinal) && auth?.TryGetProperty("ok", out _) == true));
            parent.OnConnection(socket => socket.EmitAsync("hello", socket.Namespace.Name));
            io.Of(new System.Text.RegularExpressions.Regex("^/n[0-9]+$", default, TimeSpan.FromSeconds(1)))
                .OnConnection(socket => socket.EmitAsync("number", socket.Namespace.Name));
        });
        await using var wire = await server.SocketAsync();

        await wire.SendAsync("40/room-1,{\"ok\":1}", "40/room-1x,", "40/n42,");

        (await wire.NextAsync()).ShouldStartWith("40/room-1,{\"sid\":");
        (await wire.NextAsync()).ShouldBe("42/room-1,[\"hello\",\"/room-1\"]");
        (await wire.NextAsync()).ShouldBe("44/room-1x,{\"message\":\"Invalid namespace\"}");
        (await wire.NextAsync()).ShouldStartWith("40/n42,{\"sid\":");
        (await wire.NextAsync()).ShouldBe("42/n42,[\"number\",\"/n42\"]");
        var kept = server.Io.Of("/room-1");
        await wire.SendAsync("41/room-1,");
        await Eventually.TrueAsync(() => !ReferenceEquals(server.Io.Of("/room-1"), kept), "the empty namespace is gone");
    }
}
