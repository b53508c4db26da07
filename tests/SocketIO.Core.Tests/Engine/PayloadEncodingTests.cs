using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Engine;

/// <summary>Engine.IO v4, "Packet encoding": HTTP long-polling.</summary>
public sealed class PayloadEncodingTests
{
    [Fact]
    public async Task Binary_is_base64_behind_a_b_in_both_directions()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (PollingWire)await server.JoinAsync("polling");

        await wire.PostAsync("452-[\"message\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]\x1e" + "bAQIDBA==\x1e" + "b");

        (await wire.GetAsync()).Body.ShouldBe(
            "452-[\"message-back\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]\x1e" + "bAQIDBA==\x1e" + "b");
    }

    [Fact]
    public async Task A_packet_and_its_attachments_may_come_in_several_posts()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (PollingWire)await server.JoinAsync("polling");

        await wire.PostAsync("451-[\"message\",{\"_placeholder\":true,\"num\":0}]");
        await wire.PostAsync("bAQIDBA==");

        (await wire.NextAsync()).ShouldBe("451-[\"message-back\",{\"_placeholder\":true,\"num\":0}]");
        (await wire.NextAsync()).ShouldBe("bAQIDBA==");
    }

    [Fact]
    public async Task An_escaped_separator_inside_a_string_stays_inside()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = (PollingWire)await server.JoinAsync("polling");

        await wire.PostAsync("42[\"message\",\"a\\u001eb\"]");

        (await wire.GetAsync()).Body.ShouldBe("42[\"message-back\",\"a\\u001eb\"]");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("5")]
    [InlineData("6")]
    [InlineData("3")]
    public async Task Packets_that_mean_nothing_here_are_ignored(string packet)
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync("polling");

        await wire.SendAsync(packet);

        await wire.ShouldEchoAsync();
    }
}
