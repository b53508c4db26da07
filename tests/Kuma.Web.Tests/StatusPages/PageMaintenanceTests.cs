using System.Globalization;
using System.Text.Json;
using Dapper;
using Kuma.Application.Common;
using Kuma.Application.Maintenance;
using Kuma.Application.Users;
using Kuma.Domain.Common;
using Kuma.Domain.Maintenance;
using Kuma.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Web.Tests.StatusPages;

/// <summary>A page that announces maintenances.</summary>
public sealed class PageMaintenanceTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly Actor Alice = new(new UserId(1));

    private TestDatabase _database = null!;
    private KumaHost _kuma = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _kuma = await KumaHost.StartAsync(_database);
        (await SendAsync(new SetUp(Actor.Anonymous, "admin", "Passw0rd!23"))).IsSuccess.ShouldBeTrue();
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("insert into status_page (id, slug, title) values (5, 'p', 'P'), (6, 'q', 'Q')");
    }

    public async ValueTask DisposeAsync()
    {
        await _kuma.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Visitors_read_of_it_on_the_pages_that_announce_it_and_nowhere_else()
    {
        var id = await AnnounceAsync(new MaintenancePlan
        {
            Title = "Move to <Berlin>", Description = "We **move**", Strategy = MaintenanceStrategy.Cron, Cron = "* * * * *",
            Duration = TimeSpan.FromMinutes(90), Zone = "Asia/Kolkata",
        });

        var html = await _kuma.Client.GetStringAsync("/status/p");
        html.ShouldContain("<h2>Move to &lt;Berlin&gt;</h2>");
        html.ShouldContain("<strong>move</strong>");
        html.ShouldContain("UTC+05:30 Asia/Kolkata");
        var now = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(5.5));
        html.ShouldMatch($"{now.AddMinutes(-1):yyyy-MM-dd HH:}|{now:yyyy-MM-dd HH:}", "the running window in the zone that stands beside it");
        var running = (await RunningAsync("p")).ShouldHaveSingleItem();
        running.GetProperty("id").GetInt32().ShouldBe(id.Value);
        running.GetProperty("status").GetString().ShouldBe("under-maintenance");
        running.GetProperty("timeslotList").GetArrayLength().ShouldBe(2);
        (await RunningAsync("q")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_window_comes_to_the_page_and_leaves_it_by_the_clock_alone()
    {
        var now = TimeProvider.System.GetUtcNow();
        await AnnounceAsync(new MaintenancePlan
        {
            Title = "Soon", Strategy = MaintenanceStrategy.Single, StartDate = Text(now.AddSeconds(2)), EndDate = Text(now.AddSeconds(4)), Zone = "UTC",
        });
        (await RunningAsync("p")).ShouldBeEmpty();

        await Eventually.TrueAsync(async () => (await RunningAsync("p")).Count == 1, "the banner appears");
        (await _kuma.Client.GetStringAsync("/status/p")).ShouldContain($"{now.AddSeconds(2):yyyy-MM-dd HH:mm} - {now.AddSeconds(4):yyyy-MM-dd HH:mm}");
        await Eventually.TrueAsync(async () => (await RunningAsync("p")).Count == 0, "the banner disappears");
        (await _kuma.Client.GetStringAsync("/status/p")).ShouldNotContain("Soon");
    }

    [Fact]
    public async Task A_paused_one_is_gone_with_the_next_visit()
    {
        var id = await AnnounceAsync(new MaintenancePlan { Title = "Manual one", Strategy = MaintenanceStrategy.Manual });
        (await _kuma.Client.GetStringAsync("/status/p")).ShouldContain("<span class=\"chip\">Manual</span>");

        await SendAsync(new PauseMaintenance(Alice, id));

        (await _kuma.Client.GetStringAsync("/status/p")).ShouldNotContain("Manual one");
    }

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private async Task<MaintenanceId> AnnounceAsync(MaintenancePlan plan)
    {
        var added = await SendAsync(new AddMaintenance(Alice, plan));
        added.Error.ShouldBeNull();
        (await SendAsync(new AddMaintenanceStatusPage(Alice, added.Value, [new StatusPageId(5)]))).IsSuccess.ShouldBeTrue();
        return added.Value;
    }

    private async Task<T> SendAsync<T>(IRequest<T> request)
    {
        using var scope = _kuma.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    private async Task<List<JsonElement>> RunningAsync(string slug)
    {
        var page = JsonElement.Parse(await _kuma.Client.GetStringAsync($"/api/status-page/{slug}"));
        return [.. page.GetProperty("maintenanceList").EnumerateArray()];
    }
}
