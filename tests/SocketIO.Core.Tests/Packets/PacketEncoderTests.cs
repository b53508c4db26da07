using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Xunit;
using SocketIO.Core.Packets;

namespace SocketIO.Core.Tests.Packets;

/// <summary>Socket.IO v5, "Packet encoding", to the wire.</summary>
public sealed class PacketEncoderTests
{
    private readonly PacketEncoder _encoder = new(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    [Fact]
    public void The_examples_of_the_protocol_are_written()
    {
        Text(_encoder.Connect("/"u8, "x", pid: null)).ShouldBe("40{\"sid\":\"x\"}");
        Text(_encoder.Connect("/admin"u8, "x", "p")).ShouldBe("40/admin,{\"sid\":\"x\",\"pid\":\"p\"}");
        Text(_encoder.ConnectError("/"u8, "Not authorized", data: null)).ShouldBe("44{\"message\":\"Not authorized\"}");
        Text(_encoder.Event("/"u8, -1, "foo", [])).ShouldBe("42[\"foo\"]");
        Text(_encoder.Event("/admin"u8, 13, "foo", [])).ShouldBe("42/admin,13[\"foo\"]");
        Text(_encoder.Event("/"u8, -1, "baz", [new byte[] { 1, 2 }])).ShouldBe("451-[\"baz\",{\"_placeholder\":true,\"num\":0}]");
        Text(_encoder.Ack("/admin"u8, 13, ["bar"])).ShouldBe("43/admin,13[\"bar\"]");
        Text(_encoder.Ack("/"u8, 15, ["bar", new byte[] { 1 }])).ShouldBe("461-15[\"bar\",{\"_placeholder\":true,\"num\":0}]");
        Text(_encoder.Disconnect("/"u8)).ShouldBe("41");
        Text(_encoder.Disconnect("/admin"u8)).ShouldBe("41/admin,");
    }

    [Fact]
    public void Every_kind_of_argument_is_written()
    {
        using var document = JsonDocument.Parse("{\"j\":[1, 2]}");

        var text = Text(_encoder.Event("/"u8, -1, "e",
        [
            null, "é\"\n", true, 1, 2L, 1.5, double.NaN, double.PositiveInfinity, new RawJson("{\"raw\":1}"), default(RawJson), document.RootElement,
            default(JsonElement), new JsonObject { ["n"] = 1 }, new { FirstName = "x" }, new[] { 1, 2 }, 3.5m, DayOfWeek.Friday,
        ]));

        text.ShouldBe("42[\"e\",null,\"é\\\"\\n\",true,1,2,1.5,null,null,{\"raw\":1},null,{\"j\":[1, 2]},null,{\"n\":1},{\"firstName\":\"x\"},[1,2],3.5,5]");
    }

    [Fact]
    public void Bytes_become_attachments_wherever_they_stand()
    {
        var packet = _encoder.Event("/"u8, -1, "e",
        [
            new { A = new byte[] { 1 }, B = new List<ReadOnlyMemory<byte>> { new byte[] { 2 }, new byte[] { 3 } } }, new Memory<byte>([4]), new ReadOnlyMemory<byte>([5]),
        ]);

        Text(packet).ShouldBe(
            "455-[\"e\",{\"a\":{\"_placeholder\":true,\"num\":0},\"b\":[{\"_placeholder\":true,\"num\":1},{\"_placeholder\":true,\"num\":2}]}," +
            "{\"_placeholder\":true,\"num\":3},{\"_placeholder\":true,\"num\":4}]");
        packet.Attachments.ShouldBe([[1], [2], [3], [4], [5]]);
    }

    [Fact]
    public void Bytes_in_the_data_of_a_refusal_are_base64() =>
        Text(_encoder.ConnectError("/"u8, "no", new { Key = new byte[] { 1, 2, 3 } })).ShouldBe("44{\"message\":\"no\",\"data\":{\"key\":\"AQID\"}}");

    [Fact]
    public void A_value_that_cannot_be_written_leaves_the_encoder_whole()
    {
        var loop = new Node();
        loop.Next = loop;

        Should.Throw<JsonException>(() => _encoder.Event("/"u8, -1, "e", [new byte[] { 1 }, loop]));

        Text(_encoder.Event("/"u8, -1, "e", [1])).ShouldBe("42[\"e\",1]");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(3_000_000)]
    public void The_frame_says_how_long_the_text_is(int length)
    {
        var packet = _encoder.Event("/some-namespace"u8, 1234567, "e", [new string('x', length)]);

        var frame = packet.Frame.Span;
        var header = frame.Length - packet.Text.Length;
        frame[0].ShouldBe((byte)0x81);
        long told = (header, frame[1]) switch
        {
            (2, var small) => small,
            (4, 126) => (frame[2] << 8) | frame[3],
            _ => System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(frame[2..]),
        };
        told.ShouldBe(packet.Text.Length);
    }

    [Property]
    public void Whatever_is_written_is_read_back(string name, string text, long number, byte[] bytes, NonNegativeInt id)
    {
        // A lone surrogate is no text; the writer replaces it, and so it does not come back.
        name = Whole("e" + name);
        text = Whole(text ?? string.Empty);
        var packet = _encoder.Event("/nsp"u8, id.Get, name, [text, number, bytes, new { Deep = new[] { bytes } }]);
        var decoder = new PacketDecoder(10, 100, 1_000_000);

        var status = decoder.AddText(packet.Text.Span[1..], out var decoded);
        foreach (var attachment in packet.Attachments)
        {
            status = decoder.AddBinary(attachment, out decoded);
        }

        status.ShouldBe(DecodeStatus.Complete);
        decoded.Namespace.ShouldBe("/nsp");
        decoded.Id.ShouldBe(id.Get);
        var arguments = new SocketArguments(in decoded, skip: 0, _encoder.Options, 100);
        arguments.Get<string>(0).ShouldBe(name);
        arguments.Get<string>(1).ShouldBe(text);
        arguments.Get<long>(2).ShouldBe(number);
        arguments.Get<byte[]>(3).ShouldBe(bytes);
        arguments.Get<Dictionary<string, byte[][]>>(4)!["deep"].ShouldBe([bytes]);
        var again = _encoder.Event("/nsp"u8, id.Get, name, new SocketArguments(in decoded, skip: 1, _encoder.Options, 100).Forward);
        again.Text.Span.SequenceEqual(packet.Text.Span).ShouldBeTrue();
    }

    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Text(EncodedPacket packet) => Encoding.UTF8.GetString(packet.Text.Span);

    private sealed class Node
    {
        public Node? Next { get; set; }
    }
}
