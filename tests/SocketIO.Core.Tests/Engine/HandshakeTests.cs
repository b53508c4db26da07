using System.Text.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Engine;

/// <summary>Engine.IO v4, "Handshake".</summary>
public sealed class HandshakeTests
{
    private static readonly string[] Fields = ["sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload"];

    [Theory]
    [InlineData("polling", "[\"websocket\"]")]
    [InlineData("websocket", "[]")]
    public async Task The_open_packet_carries_the_five_fields(string transport, string upgrades)
    {
        await using var server = await TestServer.StartAsync(options =>
        {
            options.PingInterval = TimeSpan.FromMilliseconds(300);
            options.PingTimeout = TimeSpan.FromMilliseconds(200);
            options.MaxPayload = 1234;
        });

        await using var wire = await server.OpenAsync(transport);

        wire.Open[0].ShouldBe('0');
        var open = JsonDocument.Parse(wire.Open[1..]).RootElement;
        open.EnumerateObject().Select(field => field.Name).ShouldBe(Fields);
        open.GetProperty("sid").GetString()!.Length.ShouldBeGreaterThanOrEqualTo(20);
        open.GetProperty("upgrades").GetRawText().ShouldBe(upgrades);
        open.GetProperty("pingInterval").GetInt32().ShouldBe(300);
        open.GetProperty("pingTimeout").GetInt32().ShouldBe(200);
        open.GetProperty("maxPayload").GetInt32().ShouldBe(1234);
    }

    [Fact]
    public async Task No_upgrade_is_offered_when_upgrades_are_off()
    {
        await using var server = await TestServer.StartAsync(options => options.AllowUpgrades = false);

        await using var wire = await server.PollAsync();
        await using var upgrade = await WebSocketWire.HandshakeAsync(server.Address, $"/socket.io/?EIO=4&transport=websocket&sid={wire.Sid}");

        wire.Open.ShouldContain("\"upgrades\":[]");
        upgrade.Status.ShouldBe(400);
        (await upgrade.BodyAsync()).ShouldBe("Bad request");
    }

    [Fact]
    public async Task The_polling_answer_is_plain_text_that_nobody_stores()
    {
        await using var server = await TestServer.StartAsync();
        using var http = server.Http();

        using var response = await http.GetAsync("/socket.io/?EIO=4&transport=polling", TestContext.Current.CancellationToken);

        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; charset=UTF-8");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task The_WebSocket_handshake_gives_the_accept_key_of_RFC_6455()
    {
        await using var server = await TestServer.StartAsync();

        await using var wire = await server.SocketAsync();

        wire.Response.ShouldStartWith("HTTP/1.1 101 ");
        wire.Response.ShouldContain("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    [Theory]
    [InlineData("Sec-WebSocket-Version: 12")]
    [InlineData("Sec-WebSocket-Key: short")]
    public async Task A_broken_WebSocket_handshake_is_refused(string header)
    {
        await using var server = await TestServer.StartAsync();
        using var tcp = new System.Net.Sockets.TcpClient(server.Address.Host, server.Address.Port);
        var name = header[..header.IndexOf(':')];
        string[] headers = ["Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];
        var lines = headers.Where(line => !line.StartsWith(name, StringComparison.Ordinal)).Append(header);
        var request = $"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n{string.Join("\r\n", lines)}\r\n\r\n";

        await tcp.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        var answer = await new StreamReader(tcp.GetStream()).ReadLineAsync(TestContext.Current.CancellationToken);

        answer.ShouldBe("HTTP/1.1 400 Bad Request");
        await Eventually.TrueAsync(() => server.Io.ConnectionCount == 0, "the refused session is gone");
    }

    [Theory]
    [InlineData("polling")]
    [InlineData("websocket")]
    public async Task A_cookie_carries_the_session_id_when_asked_for(string transport)
    {
        await using var server = await TestServer.StartAsync(options => options.Cookie = new SocketIOCookie { Name = "node" });

        if (transport == "polling")
        {
            using var http = server.Http();
            using var response = await http.GetAsync("/socket.io/?EIO=4&transport=polling", TestContext.Current.CancellationToken);
            var open = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var sid = JsonDocument.Parse(open[1..]).RootElement.GetProperty("sid").GetString();
            response.Headers.GetValues("Set-Cookie").Single().ShouldBe($"node={sid}; path=/; samesite=lax; httponly", StringCompareShould.IgnoreCase);
            return;
        }

        await using var wire = await server.SocketAsync();
        wire.Response.ShouldContain($"Set-Cookie: node={wire.Sid}; path=/; samesite=lax; httponly", Case.Insensitive);
    }

    [Fact]
    public async Task Session_ids_do_not_repeat_and_differ_from_socket_ids()
    {
        await using var server = await TestServer.StartAsync();
        var ids = new HashSet<string>(StringComparer.Ordinal);

        for (var i = 0; i < 50; i++)
        {
            await using var wire = await server.SocketAsync();
            ids.Add(wire.Sid).ShouldBeTrue();
            await wire.SendAsync("40");
            ids.Add((await wire.NextAsync())!).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_WebSocket_over_HTTP_2_works_too()
    {
        await using var server = await TestServer.StartAsync(kestrel: kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        socket.Options.HttpVersion = System.Net.HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        var token = TestContext.Current.CancellationToken;

        await socket.ConnectAsync(new Uri($"ws://{server.Address.Authority}/socket.io/?EIO=4&transport=websocket"), invoker, token);
        var open = await ReadAsync();
        await socket.SendAsync("40"u8.ToArray(), System.Net.WebSockets.WebSocketMessageType.Text, endOfMessage: true, token);
        var joined = await ReadAsync();

        open.ShouldStartWith("0{\"sid\":");
        joined.ShouldStartWith("40{\"sid\":");

        async Task<string> ReadAsync()
        {
            var buffer = new byte[1000];
            var result = await socket.ReceiveAsync(buffer, token);
            return System.Text.Encoding.UTF8.GetString(buffer, 0, result.Count);
        }
    }
}
