using System.Globalization;
using System.Text.Json.Nodes;
using Kuma.Application.Users;
using Kuma.Domain.Users;
using Kuma.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Web.Tests.Sockets.Matrix;

/// <summary>Single facts of spec/socket-events.md and spec/auth-and-settings.md that the recorded scenarios do not hold.</summary>
public sealed class WireFactsTests(World world) : IClassFixture<World>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_deleted_monitor_is_named_as_the_client_named_it(bool asText)
    {
        await using var alice = await world.AliceAsync();
        var id = await world.MakeAsync("monitor", alice);
        var named = JsonNode.Parse(asText ? $"\"{id}\"" : id);

        await alice.CallAsync("deleteMonitor", named);

        (await alice.HearAsync("deleteMonitorFromList")).ShouldBeExactly($"[{named!.ToJsonString()}]", "deleteMonitorFromList");
    }

    [Fact]
    public async Task A_monitor_that_there_is_none_of_is_announced_as_deleted_all_the_same()
    {
        await using var alice = await world.AliceAsync();

        (await alice.CallAsync("deleteMonitor", 424242)).ShouldFit("""{"ok":true,"msg":"successDeleted","msgi18n":true}""", "deleteMonitor");

        (await alice.HearAsync("deleteMonitorFromList")).ShouldBeExactly("[424242]", "deleteMonitorFromList");
    }

    [Fact]
    public async Task A_proxy_for_all_monitors_sends_their_list_once_and_not_each_of_them()
    {
        await using var alice = await world.AliceAsync();
        var (one, two) = (await world.MakeAsync("monitor", alice), await world.MakeAsync("monitor", alice));
        alice.Heard.Clear();

        var saved = await alice.CallAsync(
            "addProxy", JsonNode.Parse("""{"protocol":"socks5h","host":"h","port":"1080","auth":true,"username":"u","password":"p","active":0,"applyExisting":true}"""));

        alice.Heard.Select(heard => heard.Name).ShouldBe(["proxyList", "monitorList", "ack"]);
        var id = saved!["id"]!.ToJsonString();
        alice.Heard[1].Arguments[0]![one]!["proxyId"]!.ToJsonString().ShouldBe(id);
        alice.Heard[1].Arguments[0]![two]!["proxyId"]!.ToJsonString().ShouldBe(id);
        var listed = alice.Heard[0].Arguments[0]!.AsArray().Single(proxy => proxy!["id"]!.ToJsonString() == id)!.AsObject();
        listed.Remove("createdDate");
        listed.ShouldBeExactly(
            $$"""{"id":{{id}},"userId":1,"protocol":"socks5h","host":"h","port":1080,"auth":1,"username":"u","password":"p","active":0,"default":0}""", "proxyList");
        await alice.CallAsync("deleteProxy", saved["id"]!.DeepClone());
    }

    [Fact]
    public async Task Ids_of_incidents_groups_and_monitors_may_be_text_wherever_they_stand()
    {
        await using var alice = await world.AliceAsync();
        var (slug, monitor) = ((await world.MakeAsync("slug", alice)).Trim('"'), await world.MakeAsync("monitor", alice));
        var posted = await alice.CallAsync("postIncident", slug, JsonNode.Parse("""{"title":"t","content":"c","style":"info"}"""));
        var incident = posted!["incident"]!["id"]!.ToJsonString();

        var again = await alice.CallAsync("postIncident", slug, JsonNode.Parse($$"""{"id":"{{incident}}","title":"u","content":"c","style":"info"}"""));
        var first = await SaveAsync($$"""[{"name":"g","monitorList":[{"id":"{{monitor}}"}]}]""");
        var group = first!["publicGroupList"]![0]!["id"]!.ToJsonString();
        var second = await SaveAsync($$"""[{"id":"{{group}}","name":"h","monitorList":[{"id":{{monitor}}}]}]""");

        again!["incident"]!["id"]!.ToJsonString().ShouldBe(incident);
        again["incident"]!["title"]!.GetValue<string>().ShouldBe("u");
        second!["publicGroupList"]![0]!["id"]!.ToJsonString().ShouldBe(group);
        var page = await world.Kuma.Client.GetStringAsync($"/api/status-page/{slug}", TestContext.Current.CancellationToken);
        JsonNode.Parse(page)!["publicGroupList"]![0]!["monitorList"]![0]!["id"]!.ToJsonString().ShouldBe(monitor);

        Task<JsonNode?> SaveAsync(string groups) => alice.CallAsync(
            "saveStatusPage", slug, JsonNode.Parse($$"""{"slug":"{{slug}}","title":"p","domainNameList":[],"analyticsType":null}"""), "", JsonNode.Parse(groups));
    }

    [Fact]
    public async Task A_one_time_token_that_is_no_text_is_wrong_and_not_missing()
    {
        await using var alice = await world.AliceAsync();
        world.RenewLimits();
        await alice.CallAsync("prepare2FA", World.Password);
        await alice.CallAsync("save2FA", World.Password);
        try
        {
            var user = await world.Kuma.Services.GetRequiredService<IUserRepository>().FindByNameAsync("admin", TestContext.Current.CancellationToken);
            var token = TimeBasedOneTimePassword.Code(user!.TwoFactorSecret!, TimeProvider.System.GetUtcNow());
            await using var visitor = await world.VisitorAsync();

            foreach (var falsy in new JsonNode?[] { null, "", 0, false })
            {
                (await SignInAsync(visitor, falsy)).ShouldBeExactly("""{"tokenRequired":true}""", "a falsy token");
            }

            foreach (var wrong in new JsonNode[] { int.Parse(token, CultureInfo.InvariantCulture) + 1_000_000, new JsonArray(token), true })
            {
                (await SignInAsync(visitor, wrong)).ShouldBeExactly("""{"ok":false,"msg":"authInvalidToken","msgi18n":true}""", wrong.ToJsonString());
            }
        }
        finally
        {
            await alice.CallAsync("disable2FA", World.Password);
        }

        static Task<JsonNode?> SignInAsync(WireClient client, JsonNode? token) =>
            client.CallAsync("login", new JsonObject { ["username"] = "admin", ["password"] = World.Password, ["token"] = token });
    }

    [Fact]
    public async Task A_time_zone_that_there_is_none_of_is_passed_over_in_silence()
    {
        await using var alice = await world.AliceAsync();
        await alice.CallAsync("initServerTimezone", "Europe/Berlin");
        alice.Heard.Clear();

        await alice.CallAsync("initServerTimezone", "Mars/Olympus");
        await alice.CallAsync("needSetup");

        alice.Heard.ShouldAllBe(heard => heard.Name == "ack");
    }

    [Fact]
    public async Task The_tunnel_tells_those_who_look_at_it_that_there_is_none()
    {
        await using var alice = await world.AliceAsync();
        await alice.CallAsync("cloudflared_join");

        (await alice.CallAsync("cloudflared_stop", "wrong")).ShouldBeExactly("""{"ok":false,"msg":"Incorrect current password"}""", "a wrong password");
        (await alice.CallAsync("cloudflared_stop")).ShouldBeExactly("""{"ok":false,"msg":"Wrong data type?"}""", "no password");
        await alice.SendAsync("cloudflared_start", "a token");
        (await alice.HearAsync("cloudflared_errorMessage")).ShouldBeExactly("""["Cloudflared error: cloudflared is not found"]""", "cloudflared_start");

        await alice.CallAsync("cloudflared_leave");
        alice.Heard.Clear();
        await alice.CallAsync("cloudflared_start");
        await alice.CallAsync("needSetup");
        alice.Heard.ShouldAllBe(heard => heard.Name == "ack");
    }

    [Fact]
    public async Task The_list_of_pages_follows_what_a_browser_of_the_user_changes()
    {
        await using var alice = await world.AliceAsync();
        await using var other = await world.AliceAsync();

        var slug = (await world.MakeAsync("slug", alice)).Trim('"');
        (await ListedAsync()).ShouldContain(slug);
        await alice.CallAsync(
            "saveStatusPage", slug, JsonNode.Parse($$"""{"slug":"{{slug}}-renamed","title":"p","domainNameList":[],"analyticsType":null}"""), "", new JsonArray());
        (await ListedAsync()).ShouldContain($"{slug}-renamed");
        await alice.CallAsync("deleteStatusPage", $"{slug}-renamed");
        (await ListedAsync()).ShouldNotContain($"{slug}-renamed");

        async Task<IEnumerable<string>> ListedAsync() =>
            (await other.HearAsync("statusPageList"))[0]!.AsObject().Select(page => page.Value!["slug"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"googleAnalyticsId":"G-1"}""", "G-1", "google", "G-1")]
    [InlineData("""{"googleAnalyticsId":""}""", null, null, null)]
    [InlineData("""{"googleAnalyticsId":"G-1","analyticsId":"U","analyticsType":"umami"}""", "U", "umami", null)]
    [InlineData("""{"googleAnalyticsId":"G-1","analyticsId":null,"analyticsType":null}""", null, null, null)]
    public async Task Analytics_may_come_under_the_name_of_older_clients(string fields, string? id, string? type, string? google)
    {
        await using var alice = await world.AliceAsync();
        var slug = (await world.MakeAsync("slug", alice)).Trim('"');
        var config = JsonNode.Parse($$"""{"slug":"{{slug}}","title":"p","domainNameList":[],"autoRefreshInterval":"60"}""")!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(fields)!.AsObject())
        {
            config[name] = value?.DeepClone();
        }

        (await alice.CallAsync("saveStatusPage", slug, config, "", new JsonArray()))!["ok"]!.GetValue<bool>().ShouldBeTrue();

        var saved = (await alice.CallAsync("getStatusPage", slug))!["config"]!.AsObject();
        ((string?)saved["analyticsId"], (string?)saved["analyticsType"], (string?)saved["googleAnalyticsId"]).ShouldBe((id, type, google));
        saved["autoRefreshInterval"]!.GetValue<int>().ShouldBe(60);
    }

    [Fact]
    public async Task A_new_incident_lacks_the_date_of_a_change_and_an_edited_one_has_it()
    {
        await using var alice = await world.AliceAsync();
        var slug = (await world.MakeAsync("slug", alice)).Trim('"');

        var posted = (await alice.CallAsync("postIncident", slug, JsonNode.Parse("""{"title":"t","content":"c","style":"info"}""")))!["incident"]!.AsObject();
        var listed = (await alice.CallAsync("getIncidentHistory", slug, null))!["incidents"]![0]!.AsObject();
        var edited = (await alice.CallAsync(
            "postIncident", slug, JsonNode.Parse($$"""{"id":{{posted["id"]!.ToJsonString()}},"title":"u","content":"c","style":"info"}""")))!["incident"]!.AsObject();

        posted.ContainsKey("lastUpdatedDate").ShouldBeFalse();
        (listed.ContainsKey("lastUpdatedDate"), listed["lastUpdatedDate"]).ShouldBe((true, null));
        edited["lastUpdatedDate"]!.GetValue<string>().ShouldMatch(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$");
    }

    [Fact]
    public async Task A_notification_takes_what_JavaScript_takes_for_true()
    {
        await using var alice = await world.AliceAsync();
        var monitor = await world.MakeAsync("monitor", alice);

        var saved = await alice.CallAsync("addNotification", JsonNode.Parse("""{"name":"n","type":"webhook","isDefault":1,"applyExisting":1}"""));

        var id = saved!["id"]!.ToJsonString();
        var listed = alice.Heard.Last(heard => heard.Name == "notificationList").Arguments[0]!.AsArray().Single(one => one!["id"]!.ToJsonString() == id)!;
        listed["isDefault"]!.GetValue<bool>().ShouldBeTrue();
        JsonNode.Parse(listed["config"]!.GetValue<string>())!["applyExisting"]!.GetValue<bool>().ShouldBeFalse();
        (await alice.CallAsync("getMonitor", JsonNode.Parse(monitor)))!["monitor"]!["notificationIDList"].ShouldBeExactly($$"""{"{{id}}":true}""", "getMonitor");
        await alice.CallAsync("deleteNotification", saved["id"]!.DeepClone());
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    public async Task A_server_without_a_stored_zone_names_the_one_in_force(string stored)
    {
        await using var alice = await world.AliceAsync();
        var before = JsonNode.Parse("""{"entryPage":"dashboard","keepDataPeriodDays":"30","checkBeta":false,"tlsExpiryNotifyDays":[7],"own":{"a":[1,null]}}""")!.AsObject();
        before["serverTimezone"] = JsonNode.Parse(stored);
        (await alice.CallAsync("setSettings", before)).ShouldFit("""{"ok":true,"msg":"Saved.","msgi18n":true}""", "setSettings");

        var settings = (await alice.CallAsync("getSettings"))!["data"]!.AsObject();

        TimeZoneInfo.TryFindSystemTimeZoneById(settings["serverTimezone"]!.GetValue<string>(), out _).ShouldBeTrue();
        foreach (var (name, value) in before.Where(pair => pair.Key is not "serverTimezone"))
        {
            settings[name].ShouldBeExactly(value!.ToJsonString(), name);
        }
    }

    [Fact]
    public async Task Internal_settings_are_neither_written_nor_told()
    {
        await using var alice = await world.AliceAsync();
        string[] names =
        [
            "jwtSecret", "initServerTimezone", "apiKeysEnabled", "cloudflaredTunnelToken", "webpushPublicVapidKey", "webpushPrivateVapidKey", "rdapDnsData",
            "database_version", "databasePatchedFiles", "migrateAggregateTableState",
        ];
        await alice.CallAsync("getWebpushVapidPublicKey");

        await alice.CallAsync("setSettings", new JsonObject(names.Select(name => KeyValuePair.Create(name, (JsonNode?)"mine"))));

        var settings = (await alice.CallAsync("getSettings"))!["data"]!.AsObject();
        settings.Select(pair => pair.Key).ShouldNotContain(name => names.Contains(name));
        (await alice.CallAsync("getWebpushVapidPublicKey"))!["msg"]!.GetValue<string>().ShouldNotBe("mine");
        await using var again = await world.AliceAsync(); // Its token is signed with the secret that was to be replaced.
    }
}
