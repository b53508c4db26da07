using System.Text.Json;
using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Engine;

/// <summary>Engine.IO v4, "Query parameters": a missing or wrong one is answered with status 400 and the code of the reference server.</summary>
public sealed class QueryParametersTests
{
    public static TheoryData<string, string, int, string> Refused => new()
    {
        { "GET", "/socket.io/?EIO=4", 0, "Transport unknown" },
        { "GET", "/socket.io/?EIO=4&transport=abc", 0, "Transport unknown" },
        { "GET", "/socket.io/?EIO=4&transport=websocket2", 0, "Transport unknown" },
        { "GET", "/socket.io/?EIO=4&transport=constructor", 0, "Transport unknown" },
        { "GET", "/socket.io/?EIO=4&transport=polling&transport=abc", 0, "Transport unknown" },
        { "GET", "/socket.io/?EIO=4&EIO=3&transport=polling", 5, "Unsupported protocol version" },
        { "GET", "/socket.io/", 0, "Transport unknown" },
        { "GET", "/socket.io/?EIO=4&transport=polling&sid=nobody", 1, "Session ID unknown" },
        { "POST", "/socket.io/?EIO=4&transport=polling&sid=nobody", 1, "Session ID unknown" },
        { "POST", "/socket.io/?EIO=4&transport=polling", 2, "Bad handshake method" },
        { "PUT", "/socket.io/?EIO=4&transport=polling", 2, "Bad handshake method" },
        { "DELETE", "/socket.io/?EIO=4&transport=polling", 2, "Bad handshake method" },
        { "GET", "/socket.io/?EIO=4&transport=websocket", 3, "Bad request" },
        { "GET", "/socket.io/?transport=polling", 5, "Unsupported protocol version" },
        { "GET", "/socket.io/?EIO=abc&transport=polling", 5, "Unsupported protocol version" },
        { "GET", "/socket.io/?EIO=3&transport=polling", 5, "Unsupported protocol version" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_wrong_request_is_answered_with_400_a_code_and_a_message(string method, string path, int code, string message)
    {
        await using var server = await TestServer.StartAsync();
        using var http = server.Http();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBe(400);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        body.RootElement.GetProperty("code").GetInt32().ShouldBe(code);
        body.RootElement.GetProperty("message").GetString().ShouldBe(message);
        body.RootElement.EnumerateObject().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("/socket.io/?transport=websocket", "Unsupported protocol version")]
    [InlineData("/socket.io/?EIO=3&transport=websocket", "Unsupported protocol version")]
    [InlineData("/socket.io/?EIO=4", "Transport unknown")]
    [InlineData("/socket.io/?EIO=4&transport=abc", "Transport unknown")]
    [InlineData("/socket.io/?EIO=4&transport=websocket&sid=nobody", "Session ID unknown")]
    [InlineData("/socket.io/?EIO=4&transport=polling", "Bad request")]
    public async Task A_wrong_WebSocket_handshake_is_refused_with_400_and_the_message(string path, string message)
    {
        await using var server = await TestServer.StartAsync();

        await using var wire = await WebSocketWire.HandshakeAsync(server.Address, path);

        wire.Status.ShouldBe(400);
        wire.Response.ShouldContain("Connection: close", Case.Insensitive);
        (await wire.BodyAsync()).ShouldBe(message);
    }

    [Theory]
    [InlineData(SocketIOTransports.WebSocket, "polling")]
    [InlineData(SocketIOTransports.Polling, "websocket")]
    public async Task A_transport_that_is_not_offered_is_unknown(SocketIOTransports offered, string asked)
    {
        await using var server = await TestServer.StartAsync(options => options.Transports = offered);
        using var http = server.Http();

        using var response = await http.GetAsync($"/socket.io/?EIO=4&transport={asked}", TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBe(400);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("{\"code\":0,\"message\":\"Transport unknown\"}");
    }

    [Fact]
    public async Task A_hook_that_refuses_answers_403_with_code_4()
    {
        await using var server = await TestServer.StartAsync(options => options.AllowRequest =
            context => ValueTask.FromResult(context.Request.Headers.ContainsKey("X-Pass") ? null : "no \"pass\""));
        using var http = server.Http();

        using var refused = await http.GetAsync("/socket.io/?EIO=4&transport=polling", TestContext.Current.CancellationToken);
        await using var socket = await WebSocketWire.HandshakeAsync(server.Address, "/socket.io/?EIO=4&transport=websocket");
        await using var allowed = await WebSocketWire.HandshakeAsync(server.Address, "/socket.io/?EIO=4&transport=websocket", "X-Pass: 1");

        ((int)refused.StatusCode).ShouldBe(403);
        using var body = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        body.RootElement.GetProperty("code").GetInt32().ShouldBe(4);
        body.RootElement.GetProperty("message").GetString().ShouldBe("no \"pass\"");
        socket.Status.ShouldBe(400);
        (await socket.BodyAsync()).ShouldBe("no \"pass\"");
        allowed.Status.ShouldBe(101);
    }

    [Theory]
    [InlineData("/socket.io/?EIO=4&transport=polling")]
    [InlineData("/socket.io?EIO=4&transport=polling")]
    [InlineData("/socket.io/?EIO=3&transport=abc&EIO=4&transport=polling")]
    public async Task The_path_answers_with_and_without_its_last_slash_and_the_last_of_two_parameters_counts(string path)
    {
        await using var server = await TestServer.StartAsync();
        using var http = server.Http();

        (await http.GetStringAsync(path, TestContext.Current.CancellationToken)).ShouldStartWith("0{\"sid\":");
    }
}
