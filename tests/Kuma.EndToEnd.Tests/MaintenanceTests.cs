using Kuma.Testing;
using Microsoft.Playwright;

namespace Kuma.EndToEnd.Tests;

/// <summary>Planning maintenance by the form.</summary>
public sealed class MaintenanceTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_plan_of_every_strategy_is_listed_and_a_running_one_covers_its_monitor()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var target = await TargetServer.StartAsync();
        await using var kuma = await KumaHost.StartAsync(database);
        await using var browser = await Browser.StartAsync();
        var dashboard = await browser.VisitAsync(kuma.Address);
        var page = dashboard.Page;
        await dashboard.SetUpAsync("admin", "secret-1");
        await dashboard.AddHttpMonitorAsync("Shop", target.Address, interval: 20);

        foreach (var strategy in new[] { "single", "cron", "recurring-interval", "recurring-weekday", "recurring-day-of-month", "manual" })
        {
            await page.GotoAsync("/add-maintenance");
            await page.Locator("#maintenance-title").FillAsync($"Plan {strategy}");
            await page.GetByRole(AriaRole.Checkbox, new() { Name = "Shop" }).CheckAsync();
            await page.Locator("#maintenance-strategy").SelectOptionAsync(strategy);
            if (strategy is "recurring-weekday" or "recurring-day-of-month")
            {
                await page.GetByText(strategy is "recurring-weekday" ? "Sun" : "Last day", new() { Exact = true }).ClickAsync();
            }

            await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
            await page.WaitForURLAsync("**/maintenance");
            await Assertions.Expect(page.Locator("li", new() { HasText = $"Plan {strategy}" })).ToBeVisibleAsync();
        }

        await Assertions.Expect(page.Locator("li", new() { HasText = "Plan manual" })).ToContainTextAsync("Running");
        await page.GotoAsync("/dashboard/1");
        await dashboard.ShowsStatusAsync("Maintenance", 20);
        dashboard.Complaints.ShouldBeEmpty();
    }
}
