using System.Text.Json.Nodes;
using Kuma.Testing;

namespace Kuma.Web.Tests.Sockets;

/// <summary>Whatever a client sends, it gets the wire's answer and nothing changes.</summary>
public sealed class BadInputTests(SocketHost host) : IClassFixture<SocketHost>
{
    [Theory]
    [InlineData("getMonitor", "424242")]
    [InlineData("getMonitor", "\"abc\"")]
    [InlineData("getMonitor", "null")]
    [InlineData("pauseMonitor", "424242")]
    [InlineData("resumeMonitor", "{}")]
    [InlineData("editMonitor", "{}")]
    [InlineData("editMonitor", "null")]
    [InlineData("editMonitor", "{\"id\":424242}")]
    [InlineData("add", "null")]
    [InlineData("add", "[]")]
    [InlineData("add", "{\"type\":\"http\",\"name\":\"x\",\"accepted_statuscodes\":[200]}")]
    [InlineData("add", "{\"type\":\"http\",\"name\":\"x\",\"interval\":0}")]
    [InlineData("addTag", "{}")]
    [InlineData("getMonitorBeats", "[1]")]
    [InlineData("addProxy", "{\"protocol\":\"ftp\",\"host\":\"h\",\"port\":1}")]
    [InlineData("addProxy", "{\"protocol\":\"http\",\"host\":7,\"port\":\"x\"}")]
    [InlineData("addNotification", "{\"name\":\"n\",\"config\":\"{bad\"}")]
    [InlineData("addAPIKey", "{\"name\":5}")]
    public async Task Bad_arguments_are_refused_and_nothing_is_stored(string name, string argument)
    {
        await using var client = await host.SignInAsync();
        var before = await SnapshotAsync(client);

        var answer = await client.CallAsync(name, JsonNode.Parse(argument));

        answer!["ok"]!.GetValue<bool>().ShouldBeFalse();
        answer["msg"]!.GetValue<string>().ShouldNotBeNullOrEmpty();
        answer["msg"]!.GetValue<string>().ShouldNotContain("reference", Case.Sensitive, "this is no unexpected failure");
        (await SnapshotAsync(client)).ShouldBe(before);
    }

    [Fact]
    public async Task Events_without_a_callback_unknown_events_and_malformed_frames_do_no_harm()
    {
        await using var client = await host.SignInAsync();

        await client.SendAsync("getMonitor");
        await client.SendAsync("add");
        await client.SendAsync("noSuchEvent", 1, 2, 3);
        await client.SendAsync("getMonitorList");

        await client.HearAsync("monitorList");
        (await client.CallAsync("getTags"))!["ok"]!.GetValue<bool>().ShouldBeTrue();
        await using var broken = await host.SignInAsync();
        await broken.SendRawAsync("42[\"getTags\"");
        (await broken.IsEndedAsync()).ShouldBeTrue("a frame that is no packet ends the connection");
        (await client.CallAsync("getTags"))!["ok"]!.GetValue<bool>().ShouldBeTrue("but nobody else's");
    }

    private static async Task<string> SnapshotAsync(WireClient client)
    {
        await client.SendAsync("getMonitorList");
        var monitors = await client.HearAsync("monitorList");
        var tags = await client.CallAsync("getTags");
        return monitors.ToJsonString() + tags!.ToJsonString();
    }
}
