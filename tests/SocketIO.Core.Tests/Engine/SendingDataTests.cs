using System.Net.Sockets;
using System.Text;
using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Engine;

/// <summary>Engine.IO v4, "Sending data" and "Headers": POST requests.</summary>
public sealed class SendingDataTests
{
    [Fact]
    public async Task A_post_is_answered_with_ok()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.PollAsync();

        (await wire.PostAsync("40")).ShouldBe((200, "ok"));
    }

    [Fact]
    public async Task Several_packets_of_one_body_are_taken_in_order()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (PollingWire)await server.JoinAsync("polling");

        await wire.PostAsync("42[\"message\",1]\x1e" + "42[\"message\",2]\x1e" + "42[\"message\",3]");

        (await wire.GetAsync()).ShouldBe((200, "42[\"message-back\",1]\x1e" + "42[\"message-back\",2]\x1e" + "42[\"message-back\",3]"));
    }

    [Fact]
    public async Task A_second_post_at_the_same_time_gets_400_and_ends_the_session()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (PollingWire)await server.JoinAsync("polling");
        using var slow = await BeginPostAsync(server, wire, "4");

        var (status, _) = await wire.PostAsync("42[\"message\"]");

        status.ShouldBe(400);
        (await wire.GetAsync()).Status.ShouldBe(400);
        await Should.ThrowAsync<IOException>(async () =>
            await slow.GetStream().ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_post_that_breaks_off_ends_the_session()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (PollingWire)await server.JoinAsync("polling");

        using (await BeginPostAsync(server, wire, "4"))
        {
            server.Io.ConnectionCount.ShouldBe(1);
        }

        await Eventually.TrueAsync(() => server.Io.ConnectionCount == 0, "the session has ended");
        (await wire.GetAsync()).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_body_of_octets_ends_the_session()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (PollingWire)await server.JoinAsync("polling");

        (await wire.PostAsync("42[\"message\"]", "application/octet-stream")).Status.ShouldBe(400);

        (await wire.GetAsync()).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/plain;charset=UTF-8")]
    [InlineData("application/json")]
    public async Task Any_other_type_of_body_is_taken_as_text(string type)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (PollingWire)await server.JoinAsync("polling");

        (await wire.PostAsync("42[\"message\",\"é\"]", type)).Status.ShouldBe(200);

        (await wire.GetAsync()).Body.ShouldBe("42[\"message-back\",\"é\"]");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_above_the_limit_gets_413_and_the_session_goes_on(bool isChunked)
    {
        await using var server = await TestServer.StartAsync(options => options.MaxPayload = 1000);
        await using var wire = (PollingWire)await server.JoinAsync("polling");
        using var http = server.Http();
        using var request = new HttpRequestMessage(HttpMethod.Post, wire.Query) { Content = new StringContent("4" + new string('x', 1000)) };
        request.Headers.TransferEncodingChunked = isChunked;

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBe(413);
        await wire.ShouldEchoAsync();
    }

    [Fact]
    public async Task A_body_of_exactly_the_limit_is_taken()
    {
        await using var server = await TestServer.StartAsync(options => options.MaxPayload = 1000);
        await using var wire = (PollingWire)await server.JoinAsync("polling");
        var packet = $"42[\"message\",\"{new string('x', 1000 - 16)}\"]";
        packet.Length.ShouldBe(1000);

        (await wire.PostAsync(packet)).Status.ShouldBe(200);

        (await wire.NextAsync())!.Length.ShouldBe(1005);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("9")]
    [InlineData("4")]
    [InlineData("\x1e")]
    [InlineData("b====")]
    [InlineData("bAQ=")]
    [InlineData("bAQIDBA==")]
    public async Task A_body_that_is_no_payload_gets_400_and_ends_the_session(string body)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (PollingWire)await server.JoinAsync("polling");

        (await wire.PostAsync(body)).Status.ShouldBe(400);

        await wire.ShouldCloseAsync();
        (await wire.GetAsync()).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_body_that_is_not_UTF_8_ends_the_session()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (PollingWire)await server.JoinAsync("polling");
        using var http = server.Http();
        using var content = new ByteArrayContent([.. "42[\"message\",\""u8, 0xC3, 0x28, .. "\"]"u8]);

        using var response = await http.PostAsync(wire.Query, content, TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBe(400);
        (await wire.GetAsync()).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_close_packet_ends_the_session_and_a_poll_gets_a_noop()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.PollAsync();
        var poll = wire.GetAsync();
        await Eventually.TrueAsync(() => server.Io.Engine.Find(wire.Sid)!.Polling!.HasPoll, "the poll is there");

        (await wire.PostAsync("1")).ShouldBe((200, "ok"));

        (await poll).ShouldBe((200, "6"));
        (await wire.GetAsync()).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Other_methods_are_refused_for_a_session()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.PollAsync();
        using var http = server.Http();

        using var response = await http.PutAsync(wire.Query, new StringContent("40"), TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBe(500);
    }

    /// <summary>Sends the head of a request and less of its body than it says.</summary>
    private static async Task<TcpClient> BeginPostAsync(TestServer server, PollingWire wire, string part)
    {
        var tcp = new TcpClient(server.Address.Host, server.Address.Port);
        var head = $"POST {wire.Query} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{part}";
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => server.Io.Engine.Find(wire.Sid)!.Polling!.IsPosting, "the post is there");
        return tcp;
    }
}
