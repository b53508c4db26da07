using System.Text;
using SocketIO.Core.Packets;

namespace SocketIO.Core.Tests.Packets;

/// <summary>Socket.IO v5, "Packet encoding", from the wire.</summary>
public sealed class PacketDecoderTests
{
    private readonly PacketDecoder _decoder = new(maxAttachments: 10, maxDepth: 100, maxBytes: 1000);

    [Theory]
    [InlineData("0", PacketType.Connect, "/", -1L, null)]
    [InlineData("0{\"sid\":\"x\"}", PacketType.Connect, "/", -1L, "{\"sid\":\"x\"}")]
    [InlineData("0/admin,", PacketType.Connect, "/admin", -1L, null)]
    [InlineData("0/admin,{\"a\":1}", PacketType.Connect, "/admin", -1L, "{\"a\":1}")]
    [InlineData("1", PacketType.Disconnect, "/", -1L, null)]
    [InlineData("1/admin,", PacketType.Disconnect, "/admin", -1L, null)]
    [InlineData("2[\"foo\"]", PacketType.Event, "/", -1L, "[\"foo\"]")]
    [InlineData("2/admin,[\"bar\"]", PacketType.Event, "/admin", -1L, "[\"bar\"]")]
    [InlineData("212[\"foo\"]", PacketType.Event, "/", 12L, "[\"foo\"]")]
    [InlineData("2/admin,13[\"foo\"]", PacketType.Event, "/admin", 13L, "[\"foo\"]")]
    [InlineData("312[]", PacketType.Ack, "/", 12L, "[]")]
    [InlineData("3/admin,13[\"bar\"]", PacketType.Ack, "/admin", 13L, "[\"bar\"]")]
    [InlineData("4{\"message\":\"no\"}", PacketType.ConnectError, "/", -1L, "{\"message\":\"no\"}")]
    [InlineData("2 [ \"foo\" ] ", PacketType.Event, "/", -1L, " [ \"foo\" ] ")]
    public void The_examples_of_the_protocol_are_read(string text, object type, string nsp, long id, string? json)
    {
        Add(text, out var packet).ShouldBe(DecodeStatus.Complete);

        packet.Type.ShouldBe((PacketType)type);
        packet.Namespace.ShouldBe(nsp);
        packet.Id.ShouldBe(id);
        (packet.Json is null ? null : Encoding.UTF8.GetString(packet.Json)).ShouldBe(json);
    }

    [Fact]
    public void A_binary_packet_is_complete_with_its_last_attachment()
    {
        Add("52-/admin,7[\"baz\",{\"_placeholder\":true,\"num\":1},{\"_placeholder\":true,\"num\":0}]", out _).ShouldBe(DecodeStatus.Incomplete);
        _decoder.IsReconstructing.ShouldBeTrue();
        _decoder.AddBinary([1], out _).ShouldBe(DecodeStatus.Incomplete);

        _decoder.AddBinary([2, 3], out var packet).ShouldBe(DecodeStatus.Complete);

        _decoder.IsReconstructing.ShouldBeFalse();
        packet.Type.ShouldBe(PacketType.BinaryEvent);
        packet.Id.ShouldBe(7);
        packet.Attachments.ShouldBe([[1], [2, 3]]);
        packet.Placeholders.Select(placeholder => placeholder.Attachment).ShouldBe([1, 0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("x")]
    [InlineData("/")]
    [InlineData("2")]
    [InlineData("2/admin")]
    [InlineData("2/admin,")]
    [InlineData("212")]
    [InlineData("3")]
    [InlineData("2[]")]
    [InlineData("2{}")]
    [InlineData("2[1.5e999999]x")]
    [InlineData("2[\"a\nb\"]")]
    [InlineData("2[\"a\"")]
    [InlineData("2[\"a\"],")]
    [InlineData("2[\"connect\"]")]
    [InlineData("2[\"disconnecting\"]")]
    [InlineData("0[]")]
    [InlineData("1{}")]
    [InlineData("4[]")]
    [InlineData("2-1[\"a\"]")]
    [InlineData("299999999999999999999[\"a\"]")]
    [InlineData("5[\"a\"]")]
    [InlineData("5-[\"a\"]")]
    [InlineData("50-[\"a\"]")]
    [InlineData("5-1-[\"a\"]")]
    [InlineData("5+1-[\"a\"]")]
    [InlineData("51.5-[\"a\"]")]
    [InlineData("51e0-[\"a\"]")]
    [InlineData("511-[\"a\"]")]
    [InlineData("5999999999999-[\"a\"]")]
    [InlineData("51-[\"a\",{\"_placeholder\":true,\"num\":1}]")]
    [InlineData("51-[\"a\",{\"_placeholder\":true,\"num\":-1}]")]
    [InlineData("51-[\"a\",{\"_placeholder\":true,\"num\":\"0\"}]")]
    [InlineData("51-[\"a\",{\"_placeholder\":true}]")]
    [InlineData("51-")]
    public void What_breaks_the_protocol_is_a_status_and_no_exception(string text) => Add(text, out _).ShouldBe(DecodeStatus.Invalid);

    [Fact]
    public void Text_between_attachments_is_invalid()
    {
        Add("52-[\"a\"]", out _);
        _decoder.AddBinary([1], out _);

        Add("2[\"b\"]", out _).ShouldBe(DecodeStatus.Invalid);
    }

    [Fact]
    public void An_attachment_that_nobody_announced_is_invalid()
    {
        _decoder.AddBinary([1], out _).ShouldBe(DecodeStatus.Invalid);
        Add("51-[\"a\"]", out _);
        _decoder.AddBinary([1], out _).ShouldBe(DecodeStatus.Complete);
        _decoder.AddBinary([1], out _).ShouldBe(DecodeStatus.Invalid);
    }

    [Fact]
    public void Attachments_count_together()
    {
        Add("52-[\"a\"]", out _);
        _decoder.AddBinary(new byte[600], out _).ShouldBe(DecodeStatus.Incomplete);

        _decoder.AddBinary(new byte[600], out _).ShouldBe(DecodeStatus.Invalid);
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(101, false)]
    [InlineData(100_000, false)]
    public void Depth_has_a_limit(int depth, bool isTaken)
    {
        var text = "2[\"a\"," + new string('[', depth - 1) + new string(']', depth - 1) + "]";

        Add(text, out _).ShouldBe(isTaken ? DecodeStatus.Complete : DecodeStatus.Invalid);
    }

    [Fact]
    public void A_placeholder_in_a_plain_event_is_just_an_object()
    {
        Add("2[\"a\",{\"_placeholder\":true,\"num\":5}]", out var packet).ShouldBe(DecodeStatus.Complete);

        packet.Placeholders.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2[\"\\ud800\"]", true)]
    [InlineData("2[\"connect\\ud800\"]", true)]
    [InlineData("2[\"\\u0063onnect\"]", false)]
    [InlineData("2[\"\\u0063\\u006F\\u006fnnect\"]", true)]
    [InlineData("2[\"a\",{\"\\ud800\":1}]", true)]
    public void Escapes_in_names_are_seen_through(string text, bool isTaken) =>
        Add(text, out _).ShouldBe(isTaken ? DecodeStatus.Complete : DecodeStatus.Invalid);

    [Fact]
    public void An_escaped_placeholder_is_one_and_a_lone_surrogate_beside_it_does_no_harm()
    {
        Add("51-[\"a\",{\"\\ud800\":1,\"\\u005fplaceholder\":true,\"n\\u0075m\":0}]", out _);

        _decoder.AddBinary([1], out var packet).ShouldBe(DecodeStatus.Complete);

        packet.Placeholders.Length.ShouldBe(1);
    }

    [Fact]
    public void A_placeholder_hides_what_is_inside_it()
    {
        Add("51-[\"a\",{\"x\":{\"_placeholder\":true,\"num\":0},\"_placeholder\":true,\"num\":0}]", out _);

        _decoder.AddBinary([1], out var packet).ShouldBe(DecodeStatus.Complete);

        packet.Placeholders.Length.ShouldBe(1);
        packet.Placeholders[0].Start.ShouldBe(5);
    }

    private DecodeStatus Add(string text, out DecodedPacket packet) => _decoder.AddText(Encoding.UTF8.GetBytes(text), out packet);
}
