using System.Text.Json.Nodes;
using Kuma.Testing;

namespace Kuma.Web.Tests.Sockets.Matrix;

/// <summary>
/// Ids inside objects and lists, and those that say what is to be edited: another user's are answered as ids of nothing, and nothing changes. (The ids
/// that are arguments of their own are in <see cref="EventMatrixTests"/>.)
/// </summary>
public sealed class ForeignIdTests(World world) : IClassFixture<World>
{
    private const string Monitor = """
        "type":"push","name":"m","interval":60,"retryInterval":60,"active":false,"accepted_statuscodes":["200-299"],"notificationIDList":{},"conditions":[]
        """;

    private const string Proxy = """{"protocol":"http","host":"h","port":3128,"auth":false,"active":true,"default":false,"applyExisting":false}""";

    /// <summary>The event, its arguments with <c>@id</c> for the other's, what it is, and the refusal.</summary>
    public static TheoryData<string, string, string, string> Named => new()
    {
        { "add", $$"""[{{{Monitor}},"proxyId":@id}]""", "proxy", "proxy not found" },
        { "add", $$"""[{{{Monitor}},"docker_host":@id}]""", "dockerHost", "docker host not found" },
        { "add", $$"""[{{{Monitor}},"remote_browser":@id}]""", "remoteBrowser", "Remote browser not found" },
        { "add", $$"""[{{{Monitor}},"parent":@id}]""", "monitor", "Invalid Monitor Group" },
        { "editMonitor", $$"""[{{{Monitor}},"id":"{monitor}","proxyId":@id}]""", "proxy", "proxy not found" },
        { "editMonitor", $$"""[{{{Monitor}},"id":"{monitor}","docker_host":@id}]""", "dockerHost", "docker host not found" },
        { "editMonitor", $$"""[{{{Monitor}},"id":"{monitor}","remote_browser":@id}]""", "remoteBrowser", "Remote browser not found" },
        { "editMonitor", $$"""[{{{Monitor}},"id":"{monitor}","parent":@id}]""", "monitor", "Invalid Monitor Group" },
        { "addProxy", $"[{Proxy},@id]", "proxy", "proxy not found" },
        { "addDockerHost", """[{"name":"d","dockerDaemon":"/no/such.sock","dockerType":"socket"},@id]""", "dockerHost", "docker host not found" },
        { "addRemoteBrowser", """[{"name":"b","url":"ws://127.0.0.1:9"},@id]""", "remoteBrowser", "Remote browser not found" },
        { "addNotification", """[{"name":"n","type":"webhook"},@id]""", "notification", "notification not found" },
    };

    [Theory]
    [MemberData(nameof(Named))]
    public async Task What_is_named_is_refused_as_if_it_were_not_there(string name, string arguments, string what, string refusal)
    {
        await using var alice = await world.AliceAsync();
        await using var bob = await world.BobAsync();
        var foreign = await world.MakeAsync(what, bob);
        var text = arguments.Replace("\"{monitor}\"", await world.MakeAsync("monitor", alice), StringComparison.Ordinal);
        var before = await world.FingerprintAsync();

        foreach (var id in new[] { foreign, "424242", $"\"{foreign}\"" })
        {
            var answer = await alice.CallAsync(name, Arguments(text, id));

            answer.ShouldBeExactly($$"""{"ok":false,"msg":"{{refusal}}"}""", $"{name} with {id}");
        }

        (await world.FingerprintAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("add")]
    [InlineData("editMonitor")]
    public async Task Notifications_of_another_user_are_not_linked(string name)
    {
        await using var alice = await world.AliceAsync();
        await using var bob = await world.BobAsync();
        var (own, foreign) = (await world.MakeAsync("notification", alice), await world.MakeAsync("notification", bob));
        var monitor = await world.MakeAsync("monitor", alice);

        var answer = await alice.CallAsync(
            name, Arguments($$"""[{{{Monitor.Replace("\"notificationIDList\":{}", $"\"notificationIDList\":{{\"{own}\":true,\"@id\":true,\"424242\":true}}", StringComparison.Ordinal)}},"id":{{monitor}}}]""", foreign));

        var seen = await alice.CallAsync("getMonitor", answer!["monitorID"]!.GetValue<int>());
        seen!["monitor"]!["notificationIDList"].ShouldBeExactly($$"""{"{{own}}":true}""", name);
    }

    [Fact]
    public async Task A_maintenance_covers_the_monitors_of_its_owner_only()
    {
        await using var alice = await world.AliceAsync();
        await using var bob = await world.BobAsync();
        var (own, foreign) = (await world.MakeAsync("monitor", alice), await world.MakeAsync("monitor", bob));
        var maintenance = int.Parse(await world.MakeAsync("maintenance", alice), System.Globalization.CultureInfo.InvariantCulture);

        (await alice.CallAsync("addMonitorMaintenance", maintenance, JsonNode.Parse($$"""[{"id":{{own}}},{"id":{{foreign}}},{"id":424242}]""")))
            .ShouldFit("""{"ok":true,"msg":"successAdded","msgi18n":true}""", "addMonitorMaintenance");

        (await alice.CallAsync("getMonitorMaintenance", maintenance))!["monitors"].ShouldBeExactly($$"""[{"id":{{own}}}]""", "getMonitorMaintenance");
    }

    [Fact]
    public async Task A_page_shows_the_monitors_of_its_editor_and_those_that_were_there()
    {
        await using var alice = await world.AliceAsync();
        await using var bob = await world.BobAsync();
        var (own, foreign, hidden) = (await world.MakeAsync("monitor", alice), await world.MakeAsync("monitor", bob), await world.MakeAsync("monitor", bob));
        var slug = (await world.MakeAsync("slug", alice)).Trim('"');

        await SaveAsync(bob, slug, foreign);
        await SaveAsync(alice, slug, own, foreign, hidden, "424242");

        var page = await world.Kuma.Client.GetStringAsync($"/api/status-page/{slug}", TestContext.Current.CancellationToken);
        JsonNode.Parse(page)!["publicGroupList"]![0]!["monitorList"]!.AsArray().Select(monitor => monitor!["id"]!.ToJsonString()).ShouldBe([own, foreign]);
    }

    [Fact]
    public async Task A_reference_that_got_into_the_row_by_another_way_is_not_used()
    {
        await using var alice = await world.AliceAsync();
        await using var bob = await world.BobAsync();
        var (proxy, monitor) = (await world.MakeAsync("proxy", bob), await world.MakeAsync("monitor", alice));
        await world.ExecuteAsync($"update monitor set proxy_id = {proxy} where id = {monitor}");

        (await alice.CallAsync("resumeMonitor", JsonNode.Parse(monitor))).ShouldFit("""{"ok":true,"msg":"successResumed","msgi18n":true}""", "resumeMonitor");

        var seen = await alice.CallAsync("getMonitor", JsonNode.Parse(monitor));
        seen!["monitor"]!.AsObject().ContainsKey("proxyId").ShouldBeTrue();
        seen["monitor"]!["proxyId"].ShouldBeNull();
    }

    private static async Task SaveAsync(WireClient client, string slug, params string[] monitors)
    {
        var config = JsonNode.Parse($$"""{"slug":"{{slug}}","title":"p","theme":"auto","domainNameList":[],"analyticsType":null}""");
        var groups = JsonNode.Parse($$"""[{"name":"g","monitorList":[{{string.Join(',', monitors.Select(id => $"{{\"id\":{id}}}"))}}]}]""");
        (await client.CallAsync("saveStatusPage", slug, config, "/icon.svg", groups))!["ok"]!.GetValue<bool>().ShouldBeTrue();
    }

    private static JsonNode?[] Arguments(string text, string id) =>
        [.. JsonNode.Parse(text.Replace("@id", id, StringComparison.Ordinal))!.AsArray().Select(argument => argument?.DeepClone())];
}
