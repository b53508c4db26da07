using System.IO.Compression;
using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Engine;

/// <summary>Engine.IO v4, "Receiving data": GET requests.</summary>
public sealed class ReceivingDataTests
{
    [Fact]
    public async Task A_poll_waits_until_there_is_something()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (PollingWire)await server.JoinAsync("polling");

        var poll = wire.GetAsync();
        await WaitForPollAsync(server, wire);
        poll.IsCompleted.ShouldBeFalse();
        await wire.PostAsync("42[\"message\",1]");

        (await poll).ShouldBe((200, "42[\"message-back\",1]"));
    }

    [Fact]
    public async Task A_second_poll_at_the_same_time_gets_400_and_ends_the_session()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.PollAsync();
        var first = wire.GetAsync();
        await WaitForPollAsync(server, wire);

        (await wire.GetAsync()).Status.ShouldBe(400);

        (await first).ShouldBe((200, "1"));
        (await wire.GetAsync()).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_poll_that_the_client_breaks_off_ends_the_session()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.PollAsync();
        using var abort = new CancellationTokenSource();
        var poll = wire.GetAsync(abort.Token);
        await WaitForPollAsync(server, wire);

        await abort.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(poll);
        await Eventually.TrueAsync(() => server.Io.ConnectionCount == 0, "the session has ended");
        (await wire.GetAsync()).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_long_answer_is_compressed_for_who_accepts_gzip()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (PollingWire)await server.JoinAsync("polling");
        using var http = server.Http();
        await wire.PostAsync($"42[\"message\",\"{new string('x', 5000)}\"]");
        using var request = new HttpRequestMessage(HttpMethod.Get, wire.Query);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate");

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        response.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(new GZipStream(body, CompressionMode.Decompress));
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe($"42[\"message-back\",\"{new string('x', 5000)}\"]");
    }

    [Fact]
    public async Task A_kicked_client_gets_the_rest_and_then_close()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (PollingWire)await server.JoinAsync("polling");

        await wire.PostAsync("42[\"message\",1]\x1e" + "42[\"kick\",true]");

        (await wire.GetAsync()).Body.ShouldBe("42[\"message-back\",1]\x1e" + "41");
        (await wire.GetAsync()).Body.ShouldBe("6\x1e" + "1");
        (await wire.GetAsync()).Status.ShouldBe(400);
    }

    private static Task WaitForPollAsync(TestServer server, PollingWire wire) =>
        Eventually.TrueAsync(() => server.Io.Engine.Find(wire.Sid)!.Polling!.HasPoll, "the poll is there");
}
