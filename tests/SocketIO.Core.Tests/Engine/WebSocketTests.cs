using System.IO.Compression;
using System.Text;
using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Engine;

/// <summary>Engine.IO v4, "WebSocket", and the rules of RFC 6455 and RFC 7692 under it.</summary>
public sealed class WebSocketTests
{
    [Fact]
    public async Task Each_packet_comes_in_a_frame_of_its_own_and_binary_as_it_is()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (WebSocketWire)await server.JoinAsync("websocket");

        await wire.SendAsync("451-[\"message\",{\"_placeholder\":true,\"num\":0}]", "bAQID");

        (await wire.FrameAsync())!.Text.ShouldBe("451-[\"message-back\",{\"_placeholder\":true,\"num\":0}]");
        var binary = (await wire.FrameAsync())!;
        binary.First.ShouldBe((byte)0x82);
        binary.Payload.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_close_packet_ends_the_connection()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (WebSocketWire)await server.JoinAsync("websocket");

        await wire.SendAsync("1");

        (await wire.CloseCodeAsync()).ShouldNotBe(-1);
        await Eventually.TrueAsync(() => server.Io.ConnectionCount == 0, "the session is gone");
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("9")]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("bAQID")]
    public async Task What_is_no_packet_ends_the_connection(string packet)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (WebSocketWire)await server.JoinAsync("websocket");

        await wire.SendAsync(packet);

        (await wire.CloseCodeAsync()).ShouldNotBe(-1);
    }

    [Fact]
    public async Task A_close_frame_is_answered_with_its_code()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (WebSocketWire)await server.JoinAsync("websocket");

        await wire.SendFrameAsync(0x88, 0x03, 0xE9, (byte)'b', (byte)'y', (byte)'e');

        var frame = (await wire.FrameAsync())!;
        frame.Opcode.ShouldBe(8);
        frame.CloseCode.ShouldBe(1001);
        (await wire.FrameAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_ping_frame_is_answered_with_its_payload()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (WebSocketWire)await server.JoinAsync("websocket");

        await wire.SendFrameAsync(0x89, 1, 2, 3);
        await wire.SendFrameAsync(0x8A, 9);

        var frame = (await wire.FrameAsync())!;
        frame.First.ShouldBe((byte)0x8A);
        frame.Payload.ShouldBe([1, 2, 3]);
        await wire.ShouldEchoAsync();
    }

    [Fact]
    public async Task A_message_may_come_in_fragments_with_control_frames_between()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (WebSocketWire)await server.JoinAsync("websocket");

        await wire.SendFrameAsync(0x01, [.. "42[\"mess"u8]);
        await wire.SendFrameAsync(0x89);
        await wire.SendFrameAsync(0x00, [.. "age\",\"\xC3"u8[..^2], 0xC3]);
        await wire.SendFrameAsync(0x80, [0xA9, .. "\"]"u8]);

        (await wire.FrameAsync())!.Opcode.ShouldBe(10);
        (await wire.NextAsync()).ShouldBe("42[\"message-back\",\"é\"]");
    }

    [Fact]
    public async Task A_frame_may_come_byte_by_byte()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (WebSocketWire)await server.JoinAsync("websocket");

        foreach (var one in WebSocketWire.MakeFrame(0x81, "42[\"message\",1]"u8))
        {
            await wire.SendBytesAsync(new[] { one });
        }

        (await wire.NextAsync()).ShouldBe("42[\"message-back\",1]");
    }

    public static TheoryData<string, byte[], int> BrokenFrames => new()
    {
        { "without a mask", WebSocketWire.MakeFrame(0x81, "2"u8, isMasked: false), 1002 },
        { "reserved bit 1 without an extension", WebSocketWire.MakeFrame(0xC1, "2"u8), 1002 },
        { "reserved bit 2", WebSocketWire.MakeFrame(0xA1, "2"u8), 1002 },
        { "reserved bit 3", WebSocketWire.MakeFrame(0x91, "2"u8), 1002 },
        { "opcode 3", WebSocketWire.MakeFrame(0x83, "2"u8), 1002 },
        { "opcode 11", WebSocketWire.MakeFrame(0x8B, "2"u8), 1002 },
        { "a fragmented ping", WebSocketWire.MakeFrame(0x09, "2"u8), 1002 },
        { "a ping of 126 bytes", WebSocketWire.MakeFrame(0x89, new byte[126]), 1002 },
        { "a continuation of nothing", WebSocketWire.MakeFrame(0x80, "2"u8), 1002 },
        { "a message inside another", [.. WebSocketWire.MakeFrame(0x01, "4"u8), .. WebSocketWire.MakeFrame(0x81, "4"u8)], 1002 },
        { "a negative length", [0x82, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0], 1002 },
        { "a close frame of one byte", WebSocketWire.MakeFrame(0x88, "x"u8), 1002 },
        { "a close code that may not be sent", WebSocketWire.MakeFrame(0x88, [0x03, 0xED]), 1002 },
        { "text that is not UTF-8", WebSocketWire.MakeFrame(0x81, [0x34, 0xC3, 0x28]), 1007 },
        { "text with a surrogate", WebSocketWire.MakeFrame(0x81, [0x34, 0xED, 0xA0, 0x80]), 1007 },
        { "a length above the limit", WebSocketWire.MakeFrame(0x81, [], claimedLength: 1_000_001), 1009 },
        { "a length of the longest kind", WebSocketWire.MakeFrame(0x81, [], claimedLength: long.MaxValue), 1009 },
    };

    [Theory]
    [MemberData(nameof(BrokenFrames))]
    public async Task A_frame_against_RFC_6455_is_answered_with_a_close_code(string what, byte[] bytes, int code)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (WebSocketWire)await server.JoinAsync("websocket");

        await wire.SendBytesAsync(bytes);

        (await wire.CloseCodeAsync()).ShouldBe(code, what);
        await Eventually.TrueAsync(() => server.Io.ConnectionCount == 0, "the session is gone");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_above_the_limit_is_answered_with_1009_even_when_it_is_sent_to_its_end(bool isFragmented)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (WebSocketWire)await server.JoinAsync("websocket");
        var half = Encoding.ASCII.GetBytes("42[\"message\",\"" + new string('x', 2_500_000));

        try
        {
            if (isFragmented)
            {
                await wire.SendFrameAsync(0x01, half);
                await wire.SendFrameAsync(0x80, half);
            }
            else
            {
                await wire.SendFrameAsync(0x81, [.. half, .. half]);
            }
        }
        catch (IOException)
        {
            // The server need not take it all.
        }

        (await wire.CloseCodeAsync()).ShouldBe(1009);
    }

    [Fact]
    public async Task A_message_of_exactly_the_limit_is_taken()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (WebSocketWire)await server.JoinAsync("websocket");
        var packet = $"42[\"message\",\"{new string('x', 1_000_000 - 16)}\"]";

        await wire.SendAsync(packet);

        (await wire.NextAsync())!.Length.ShouldBe(1_000_005);
    }

    [Fact]
    public async Task Deflate_is_not_agreed_on_unless_it_is_on()
    {
        await using var server = await TestServer.StartAsync();

        await using var wire = await WebSocketWire.ConnectAsync(
            server.Address, "/socket.io/?EIO=4&transport=websocket", "Sec-WebSocket-Extensions: permessage-deflate");

        wire.Response.ShouldNotContain("Sec-WebSocket-Extensions");
    }

    [Theory]
    [InlineData("permessage-deflate; client_max_window_bits", true)]
    [InlineData("permessage-deflate; server_max_window_bits=10, permessage-deflate", true)]
    [InlineData("permessage-deflate; server_max_window_bits=10", false)]
    [InlineData("x-webkit-deflate-frame", false)]
    public async Task Deflate_is_agreed_on_when_the_offer_can_be_taken(string offer, bool isTaken)
    {
        await using var server = await TestServer.StartAsync(options => options.PerMessageDeflate = true);

        await using var wire = await WebSocketWire.ConnectAsync(
            server.Address, "/socket.io/?EIO=4&transport=websocket", "Sec-WebSocket-Extensions: " + offer);

        wire.Response.Contains("Sec-WebSocket-Extensions: permessage-deflate", StringComparison.OrdinalIgnoreCase).ShouldBe(isTaken);
    }

    [Fact]
    public async Task Compressed_messages_go_both_ways_and_short_ones_stay_plain()
    {
        await using var server = await TestServer.StartAsync(options => options.PerMessageDeflate = true);
        await using var wire = await DeflatingAsync(server);
        var text = new string('x', 5000);

        await wire.SendFrameAsync(0xC1, Deflate($"42[\"message\",\"{text}\"]"));
        var longer = (await wire.FrameAsync())!;
        await wire.SendAsync("42[\"message\",1]");
        var shorter = (await wire.FrameAsync())!;

        longer.IsCompressed.ShouldBeTrue();
        longer.Payload.Length.ShouldBeLessThan(200);
        Inflate(longer.Payload).ShouldBe($"42[\"message-back\",\"{text}\"]");
        shorter.IsCompressed.ShouldBeFalse();
        shorter.Text.ShouldBe("42[\"message-back\",1]");
    }

    [Fact]
    public async Task A_compressed_message_above_the_limit_is_answered_with_1009()
    {
        await using var server = await TestServer.StartAsync(options => options.PerMessageDeflate = true);
        await using var wire = await DeflatingAsync(server);

        await wire.SendFrameAsync(0xC1, Deflate($"42[\"message\",\"{new string('x', 50_000_000)}\"]"));

        (await wire.CloseCodeAsync()).ShouldBe(1009);
    }

    [Fact]
    public async Task Broken_compression_is_answered_with_1007()
    {
        await using var server = await TestServer.StartAsync(options => options.PerMessageDeflate = true);
        await using var wire = await DeflatingAsync(server);

        await wire.SendFrameAsync(0xC1, 0xFF, 0xFF, 0xFF, 0xFF);

        (await wire.CloseCodeAsync()).ShouldBe(1007);
    }

    private static async Task<WebSocketWire> DeflatingAsync(TestServer server)
    {
        var wire = await WebSocketWire.ConnectAsync(
            server.Address, "/socket.io/?EIO=4&transport=websocket", "Sec-WebSocket-Extensions: permessage-deflate");
        wire.Open = (await wire.NextAsync())!;
        await wire.JoinAsync();
        return wire;
    }

    private static byte[] Deflate(string text)
    {
        using var output = new MemoryStream();
        using (var deflate = new DeflateStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(Encoding.UTF8.GetBytes(text));
            deflate.Flush();
            return output.ToArray()[..^4];
        }
    }

    private static string Inflate(byte[] payload)
    {
        using var input = new MemoryStream([.. payload, 0, 0, 0xFF, 0xFF, 1, 0, 0, 0xFF, 0xFF]);
        using var reader = new StreamReader(new DeflateStream(input, CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}
