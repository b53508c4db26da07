using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using Kuma.Application.Common;
using Kuma.Application.Maintenance;
using Kuma.Domain.Common;
using Kuma.Domain.Maintenance;
using Kuma.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Kuma.Web.Tests.Sockets;

public sealed class MaintenanceEventsTests(SocketHost host) : IClassFixture<SocketHost>
{
    private const int Unknown = 424242;

    [Fact]
    public async Task A_manual_one_is_pushed_before_the_acknowledgement_and_read_back_as_the_wire_has_it()
    {
        await using var client = await host.SignInAsync();
        client.Heard.Clear();

        var answer = await client.CallAsync("addMaintenance", Manual("Rewire"));

        var id = answer!["maintenanceID"]!.GetValue<int>();
        answer.ToJsonString().ShouldBe($$"""{"ok":true,"msg":"successAdded","msgi18n":true,"maintenanceID":{{id}}}""");
        client.Heard.Select(heard => heard.Name).ShouldBe(["maintenanceList", "ack"]);
        const string wire = """
            "title":"Rewire","description":"a **b**","strategy":"manual","intervalDay":1,"active":true,"dateRange":["2026-01-01T10:00","2026-01-01T11:00"],
            "timeRange":[{"hours":0,"minutes":0},{"hours":0,"minutes":0}],"weekdays":[],"daysOfMonth":[],"timeslotList":[],"cron":"","durationMinutes":null,
            "timezone":"UTC","timezoneOption":"UTC","timezoneOffset":"+00:00","status":"under-maintenance"}
            """;
        (await client.CallAsync("getMaintenance", id))!["maintenance"]!.ToJsonString()
            .ShouldBe(JsonNode.Parse($$"""{"id":{{id}},{{wire}}""")!.ToJsonString());
        client.Heard[0].Arguments[0]!.AsObject().ShouldContainKey($"{id}");
    }

    [Theory]
    [InlineData("recurring-interval", "0 2 * * *")]
    [InlineData("recurring-weekday", "0 2 * * 0,1")]
    [InlineData("recurring-day-of-month", "0 2 31,L * *")]
    public async Task A_recurring_one_tells_its_pattern_its_length_and_its_next_window(string strategy, string cron)
    {
        await using var client = await host.SignInAsync();
        var input = Manual("recurring");
        input["strategy"] = strategy;
        input["dateRange"] = new JsonArray(null, null);
        input["timeRange"] = JsonNode.Parse("""[{"hours":2,"minutes":0},{"hours":"1","minutes":30,"seconds":30}]""");
        input["weekdays"] = new JsonArray(1, 0);
        input["daysOfMonth"] = new JsonArray(31, "lastDay1");
        input["timezoneOption"] = "Asia/Tokyo";

        var one = await AddAsync(client, input);

        one["cron"]!.GetValue<string>().ShouldBe(cron);
        one["duration"]!.GetValue<int>().ShouldBe((23 * 3600) + 1830);
        one["durationMinutes"]!.GetValue<int>().ShouldBe((23 * 60) + 30);
        one["dateRange"]!.ToJsonString().ShouldBe("[null]");
        one["timeRange"]!.ToJsonString().ShouldBe("""[{"hours":2,"minutes":0,"seconds":0},{"hours":1,"minutes":30,"seconds":30}]""");
        one["weekdays"]!.ToJsonString().ShouldBe("[1,0]");
        one["daysOfMonth"]!.ToJsonString().ShouldBe("[31,\"lastDay1\"]");
        (one["timezone"]!.GetValue<string>(), one["timezoneOffset"]!.GetValue<string>()).ShouldBe(("Asia/Tokyo", "+09:00"));
        var next = one["timeslotList"]!.AsArray()[^1]!;
        next["startDate"]!.GetValue<string>().ShouldEndWith("T17:00:00.000Z", Case.Sensitive, "two o'clock in Tokyo");
        next["endDate"]!.GetValue<string>().ShouldEndWith("T16:30:30.000Z");
    }

    [Fact]
    public async Task A_cron_one_is_under_maintenance_while_its_window_runs_and_names_that_first()
    {
        await using var client = await host.SignInAsync();
        var input = Manual("cron");
        (input["strategy"], input["cron"], input["durationMinutes"], input["dateRange"]) = ("cron", "0 0 * * *", 1440, new JsonArray());

        var one = await AddAsync(client, input);

        one["status"]!.GetValue<string>().ShouldBe("under-maintenance");
        one["duration"]!.GetValue<int>().ShouldBe(86_400);
        var slots = one["timeslotList"]!.AsArray();
        slots.Count.ShouldBe(2);
        Time(slots[0]!["startDate"]).ShouldBeLessThanOrEqualTo(TimeProvider.System.GetUtcNow());
        Time(slots[1]!["startDate"]).ShouldBe(Time(slots[0]!["endDate"]));
        (Time(slots[0]!["endDate"]) - Time(slots[0]!["startDate"])).ShouldBe(TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task Pausing_resuming_and_deleting_acknowledge_before_they_push()
    {
        await using var client = await host.SignInAsync();
        var id = (await AddAsync(client, Manual("switched")))["id"]!.GetValue<int>();

        foreach (var (name, key, status) in new[]
            { ("pauseMaintenance", "successPaused", "inactive"), ("resumeMaintenance", "successResumed", "under-maintenance") })
        {
            client.Heard.Clear();
            (await client.CallAsync(name, $"{id}"))!.ToJsonString().ShouldBe($$"""{"ok":true,"msg":"{{key}}","msgi18n":true}""");
            (await client.HearAsync("maintenanceList"))[0]![$"{id}"]!["status"]!.GetValue<string>().ShouldBe(status);
            client.Heard.Select(heard => heard.Name).ShouldBe(["ack", "maintenanceList"]);
        }

        client.Heard.Clear();
        (await client.CallAsync("deleteMaintenance", id))!["msg"]!.GetValue<string>().ShouldBe("successDeleted");
        (await client.HearAsync("maintenanceList"))[0]!.AsObject().ShouldNotContainKey($"{id}");
        client.Heard.Select(heard => heard.Name).ShouldBe(["ack", "maintenanceList"]);
    }

    [Fact]
    public async Task An_edit_keeps_the_links_and_reaches_other_browsers()
    {
        await using var client = await host.SignInAsync();
        await using var other = await host.SignInAsync();
        var monitor = (await client.CallAsync("add", SocketHost.PushMonitor("covered")))!["monitorID"]!.GetValue<int>();
        var one = await AddAsync(client, Manual("before"));
        var id = one["id"]!.GetValue<int>();
        await client.CallAsync("addMonitorMaintenance", id, JsonNode.Parse($$"""[{"id":{{monitor}},"pathName":"ignored"},{"id":"{{Unknown}}"}]"""));
        await HearTitleAsync(other, id, "before");

        one["title"] = "after";
        one["active"] = null;
        (await client.CallAsync("editMaintenance", one))!.ToJsonString()
            .ShouldBe($$"""{"ok":true,"msg":"Saved.","msgi18n":true,"maintenanceID":{{id}}}""");

        (await client.CallAsync("getMonitorMaintenance", id))!.ToJsonString().ShouldBe($$"""{"ok":true,"monitors":[{"id":{{monitor}}}]}""");
        await HearTitleAsync(other, id, "after");
        (await client.CallAsync("getMonitor", monitor))!["monitor"]!["maintenance"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"strategy":"single","dateRange":["notadate"]}""", "Invalid start date")]
    [InlineData("""{"strategy":"single","dateRange":[7]}""", "Invalid start date")]
    [InlineData("""{"strategy":"single","dateRange":[]}""", "Invalid start date")]
    [InlineData("""{"strategy":"single","dateRange":["2026-01-01T10:00","12026-01-01T10:00"]}""", "Invalid end date")]
    [InlineData("""{"strategy":"cron","cron":"61 * * * *"}""", "CronPattern: Invalid value for minute: 61")]
    [InlineData("""{"strategy":"cron","cron":7}""", "CronPattern: invalid configuration format (''), exactly five or six space separated parts are required.")]
    [InlineData("""{"strategy":"cron","durationMinutes":"x"}""", "Invalid duration")]
    [InlineData("""{"strategy":"recurring-weekday"}""", "CronPattern: configuration entry dayOfWeek () is empty, check for trailing spaces.")]
    [InlineData("""{"strategy":"recurring-interval","timeRange":[{"hours":25,"minutes":0},{"hours":3,"minutes":0}]}""", "CronPattern: Invalid value for hour: 25")]
    [InlineData("""{"strategy":"recurring-interval","timeRange":{}}""", "Invalid time range")]
    [InlineData("""{"strategy":"single","timezoneOption":"Mars/Olympus"}""", "Invalid time zone specified: Mars/Olympus")]
    [InlineData("""{"strategy":"sometimes"}""", "Invalid strategy")]
    [InlineData("""{"title":""}""", "A title of 1 to 150 characters is required")]
    public async Task What_cannot_be_planned_is_refused_and_not_stored(string change, string expected)
    {
        await using var client = await host.SignInAsync();
        var input = Manual("refused");
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            input[name] = value?.DeepClone();
        }

        foreach (var name in new[] { "addMaintenance", "editMaintenance" })
        {
            input["id"] = (await AddAsync(client, Manual("kept")))["id"]!.GetValue<int>();
            client.Heard.Clear();
            (await client.CallAsync(name, input))!.ToJsonString().ShouldBe(new JsonObject { ["ok"] = false, ["msg"] = expected }.ToJsonString());
            client.Heard.Select(heard => heard.Name).ShouldBe(["ack"]);
        }

        (await ListAsync(client)).Select(pair => pair.Value!["title"]!.GetValue<string>()).ShouldNotContain("refused");
    }

    [Theory]
    [InlineData("addMonitorMaintenance", "[{}]", "Invalid monitor id")]
    [InlineData("addMonitorMaintenance", "{}", "Invalid array")]
    [InlineData("addMaintenanceStatusPage", "[\"x\"]", "Invalid status page id")]
    public async Task Links_of_a_wrong_shape_are_refused(string name, string links, string expected)
    {
        await using var client = await host.SignInAsync();
        var id = (await AddAsync(client, Manual("linked")))["id"]!.GetValue<int>();

        (await client.CallAsync(name, id, JsonNode.Parse(links)))!["msg"]!.GetValue<string>().ShouldBe(expected);
    }

    [Fact]
    public async Task An_unknown_id_and_that_of_somebody_else_get_the_same_answers_and_change_nothing()
    {
        await using var client = await host.SignInAsync();
        var foreign = await AddForeignAsync();

        foreach (var id in new[] { Unknown, foreign })
        {
            var edited = Manual("stolen");
            edited["id"] = id;
            foreach (var name in new[] { "pauseMaintenance", "resumeMaintenance", "getMaintenance" })
            {
                (await client.CallAsync(name, id))!.ToJsonString().ShouldBe("""{"ok":false,"msg":"Maintenance not found"}""", name);
            }

            (await client.CallAsync("addMonitorMaintenance", id, new JsonArray()))!["msg"]!.GetValue<string>().ShouldBe("Maintenance not found");
            (await client.CallAsync("addMaintenanceStatusPage", id, new JsonArray()))!["msg"]!.GetValue<string>().ShouldBe("Maintenance not found");
            (await client.CallAsync("getMonitorMaintenance", id))!.ToJsonString().ShouldBe("""{"ok":true,"monitors":[]}""");
            (await client.CallAsync("getMaintenanceStatusPage", id))!.ToJsonString().ShouldBe("""{"ok":true,"statusPages":[]}""");
            (await client.CallAsync("deleteMaintenance", id))!["msg"]!.GetValue<string>().ShouldBe("successDeleted");
            (await client.CallAsync("editMaintenance", edited))!["msg"]!.GetValue<string>()
                .ShouldBe(id == foreign ? "Permission denied." : "Maintenance not found");
        }

        (await ListAsync(client)).ShouldNotContainKey($"{foreign}");
        host.Kuma.Services.GetRequiredService<IMaintenanceBoard>().FindOwned(new(foreign), new UserId(77))!.Plan.Title.ShouldBe("theirs");
    }

    [Fact]
    public async Task An_id_inside_a_new_one_is_ignored_and_a_missing_callback_does_no_harm()
    {
        await using var client = await host.SignInAsync();
        var input = Manual("first");
        var first = (await AddAsync(client, input))["id"]!.GetValue<int>();
        input["id"] = first;
        input["title"] = "second";
        client.Heard.Clear();

        await client.SendAsync("addMaintenance", input);

        var list = (await client.HearAsync("maintenanceList"))[0]!.AsObject();
        list[$"{first}"]!["title"]!.GetValue<string>().ShouldBe("first");
        list.ShouldContain(pair => pair.Value!["title"]!.GetValue<string>() == "second");
    }

    [Fact]
    public async Task Every_browser_hears_when_a_window_begins_and_when_it_ends()
    {
        await using var client = await host.SignInAsync();
        await using var other = await host.SignInAsync();
        var now = TimeProvider.System.GetUtcNow();
        var input = Manual("soon");
        input["strategy"] = "single";
        input["dateRange"] = new JsonArray(Text(now.AddSeconds(2)), Text(now.AddSeconds(4)));

        var id = (await AddAsync(client, input))["id"]!.GetValue<int>();

        foreach (var status in new[] { "scheduled", "under-maintenance", "ended" })
        {
            await HearStatusAsync(other, id, status);
        }
    }

    [Fact]
    public async Task The_list_comes_before_a_heartbeat_that_is_news_and_not_before_others()
    {
        await using var client = await host.SignInAsync();
        await using var target = await TargetServer.StartAsync();
        var monitor = SocketHost.PushMonitor("news");
        (monitor["type"], monitor["url"], monitor["active"], monitor["maxredirects"]) = ("http", target.Address.ToString(), true, 0);
        client.Heard.Clear();

        var id = (await client.CallAsync("add", monitor))!["monitorID"]!.GetValue<int>();
        await client.HearAsync("heartbeat");
        await client.CallAsync("resumeMonitor", id);
        await client.HearAsync("heartbeat");

        client.Heard.Where(heard => heard.Name is "heartbeat" or "maintenanceList").Select(heard => heard.Name)
            .ShouldBe(["maintenanceList", "heartbeat", "heartbeat"]);
        await client.CallAsync("deleteMonitor", id);
    }

    private static JsonObject Manual(string title) => new()
    {
        ["title"] = title, ["description"] = "a **b**", ["strategy"] = "manual", ["active"] = 1, ["intervalDay"] = 1, ["cron"] = "30 3 * * *",
        ["durationMinutes"] = 60, ["dateRange"] = new JsonArray("2026-01-01T10:00", "2026-01-01T11:00"),
        ["timeRange"] = JsonNode.Parse("""[{"hours":2,"minutes":0},{"hours":3,"minutes":0}]"""), ["weekdays"] = new JsonArray(),
        ["daysOfMonth"] = new JsonArray(), ["timezoneOption"] = "UTC",
    };

    private static async Task<JsonObject> AddAsync(WireClient client, JsonObject input)
    {
        var added = await client.CallAsync("addMaintenance", input);
        added!["ok"]!.GetValue<bool>().ShouldBeTrue(added.ToJsonString());
        return (await client.CallAsync("getMaintenance", added["maintenanceID"]!.GetValue<int>()))!["maintenance"]!.DeepClone().AsObject();
    }

    private static async Task<JsonObject> ListAsync(WireClient client)
    {
        await client.SendAsync("getMaintenanceList");
        return (await client.HearAsync("maintenanceList"))[0]!.AsObject();
    }

    private static async Task HearStatusAsync(WireClient client, int id, string status)
    {
        while ((await client.HearAsync("maintenanceList"))[0]![$"{id}"]?["status"]!.GetValue<string>() != status)
        {
            // An earlier list.
        }
    }

    private static async Task HearTitleAsync(WireClient client, int id, string title) =>
        (await client.HearAsync("maintenanceList"))[0]![$"{id}"]!["title"]!.GetValue<string>().ShouldBe(title);

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(JsonNode? text) => DateTimeOffset.Parse(text!.GetValue<string>(), CultureInfo.InvariantCulture);

    private async Task<int> AddForeignAsync()
    {
        await using (var connection = await host.Kuma.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync())
        {
            await connection.ExecuteAsync("insert into users (id, username, password) values (77, 'bob', '') on conflict do nothing");
        }

        using var scope = host.Kuma.Services.CreateScope();
        var added = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new AddMaintenance(
            new Actor(new UserId(77)), new MaintenancePlan { Title = "theirs", Strategy = MaintenanceStrategy.Manual }));
        return added.Value.Value;
    }
}
