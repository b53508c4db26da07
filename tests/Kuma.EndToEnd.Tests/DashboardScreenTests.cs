using System.Text.Json.Nodes;
using Kuma.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kuma.EndToEnd.Tests;

/// <summary>The screens of the dashboard, one thing at a time, on a server with fifty monitors.</summary>
public sealed class DashboardScreenTests(DashboardHost host) : IClassFixture<DashboardHost>
{
    private static readonly string[] Screens =
    [
        "/dashboard", "/dashboard/7", "/list", "/add", "/add-maintenance", "/manage-status-page/fifty", "/settings/general", "/settings/proxies",
    ];

    /// <summary>What reaches beyond the right edge of the window, where nobody can see it.</summary>
    private const string Outside = """
        [...document.querySelectorAll("body *")]
          .filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().right > innerWidth + 1)
          .map((one) => one.outerHTML.slice(0, 120))
        """;

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(820, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task Every_screen_keeps_the_rules_of_accessibility_and_fits(int width, ColorScheme scheme)
    {
        var dashboard = await host.VisitAsync(width, scheme);

        foreach (var screen in Screens)
        {
            await dashboard.Page.GotoAsync(screen);
            await Expect(dashboard.Page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();

            // What the bar of buttons covers at this moment would count as too small; it scrolls out of there.
            await dashboard.Page.EvaluateAsync("for (const bar of document.querySelectorAll('.save-bar')) bar.style.position = 'static'");
            (await Accessibility.ViolationsAsync(dashboard.Page)).ShouldBeEmpty(screen);
            (await dashboard.Page.EvaluateAsync<string[]>(Outside)).ShouldBeEmpty(screen);
        }

        dashboard.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_form_that_is_opened_by_its_address_has_the_default_notifications_on()
    {
        await host.CallAsync("addNotification", Webhook("Always", isDefault: true), null);
        await host.CallAsync("addNotification", Webhook("Sometimes", isDefault: false), null);
        var page = (await host.VisitAsync()).Page;

        await page.GotoAsync("/add");

        await Expect(page.GetByRole(AriaRole.Switch, new() { Name = "Always" })).ToBeCheckedAsync();
        await Expect(page.GetByRole(AriaRole.Switch, new() { Name = "Sometimes" })).Not.ToBeCheckedAsync();
    }

    [Fact]
    public async Task A_form_with_a_mistake_leads_to_it()
    {
        var page = (await host.VisitAsync()).Page;
        await page.GotoAsync("/add");

        await page.GetByTestId("save-button").ClickAsync();

        await Expect(page.GetByTestId("url-input")).ToBeFocusedAsync();
        await Expect(page.GetByTestId("url-input")).ToHaveAttributeAsync("aria-invalid", "true");
    }

    [Fact]
    public async Task Chosen_monitors_are_paused_resumed_and_deleted_together()
    {
        await host.CallAsync("add", Monitor("group", "Together one"));
        await host.CallAsync("add", Monitor("group", "Together two"));
        var dashboard = await host.VisitAsync();
        var page = dashboard.Page;
        await page.GotoAsync("/dashboard");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("Together");
        await Expect(dashboard.MonitorRows).ToHaveCountAsync(2);

        var paused = dashboard.MonitorRows.GetByRole(AriaRole.Img, new() { Name = "Paused" });
        foreach (var (button, asks, left) in new[] { ("bulk-pause", true, 2), ("bulk-resume", false, 0) })
        {
            await page.GetByTestId("start-selection").ClickAsync();
            await page.GetByTestId("select-all").ClickAsync();
            await page.GetByTestId(button).ClickAsync();
            if (asks)
            {
                await page.GetByTestId("confirm-yes").ClickAsync();
            }

            await Expect(page.GetByTestId("selection-bar")).ToHaveCountAsync(0);
            await Expect(paused).ToHaveCountAsync(left);
        }

        await page.GetByTestId("start-selection").ClickAsync();
        await page.GetByTestId("select-all").ClickAsync();
        await page.GetByTestId("bulk-delete").ClickAsync();
        await page.GetByTestId("confirm-yes").ClickAsync();
        await Expect(dashboard.MonitorRows).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_tile_shows_its_monitors_in_the_list()
    {
        var dashboard = await host.VisitAsync();
        await dashboard.Page.GotoAsync("/dashboard");
        await Expect(dashboard.Page.GetByTestId("count-maintenance")).ToHaveTextAsync("1");

        await dashboard.Page.GetByTestId("quick-stats").GetByRole(AriaRole.Button, new() { Name = "Maintenance" }).ClickAsync();

        await Expect(dashboard.MonitorRows).ToHaveCountAsync(1);
        await Expect(dashboard.MonitorRows).ToContainTextAsync("Mail Kraków");
    }

    [Fact]
    public async Task A_status_page_takes_several_monitors_from_a_search()
    {
        await host.CallAsync("addStatusPage", "Several", "several");
        var page = (await host.VisitAsync()).Page;
        await page.GotoAsync("/manage-status-page/several");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add group" }).ClickAsync();
        await page.GetByTestId("add-monitors").ClickAsync();

        await page.GetByTestId("picker-search").FillAsync("oslo");
        await page.GetByLabel("Choose all 10").CheckAsync();
        await page.GetByTestId("picker-search").FillAsync("reports mad");
        await page.GetByLabel("Reports Madrid").CheckAsync();
        await page.GetByTestId("add-picked").ClickAsync();

        await Expect(page.GetByTestId("public-monitor")).ToHaveCountAsync(11);
        await page.GetByTestId("save-page").ClickAsync();
        await page.WaitForURLAsync("**/manage-status-page");
        await page.GotoAsync("/manage-status-page/several");
        await Expect(page.GetByTestId("public-monitor")).ToHaveCountAsync(11);
    }

    [Fact]
    public async Task A_monitor_of_a_status_page_is_dragged_into_another_group()
    {
        await host.CallAsync("addStatusPage", "Dragged", "dragged");
        var page = (await host.VisitAsync()).Page;
        await page.GotoAsync("/manage-status-page/dragged");
        foreach (var monitor in new[] { "Reports Madrid", "Reports Oslo" })
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Add group" }).ClickAsync();
            await page.GetByTestId("add-monitors").Last.ClickAsync();
            await page.GetByTestId("picker-search").FillAsync(monitor);
            await page.GetByLabel(monitor).CheckAsync();
            await page.GetByTestId("add-picked").ClickAsync();
        }

        await page.GetByTestId("grip").Last.DragToAsync(page.GetByTestId("grip").First);

        await Expect(page.GetByTestId("group").First.GetByTestId("public-monitor")).ToHaveCountAsync(2);
        await page.GetByTestId("save-page").ClickAsync();
        await page.WaitForURLAsync("**/manage-status-page");
        await page.GotoAsync("/manage-status-page/dragged");
        await Expect(page.GetByTestId("group").First.GetByTestId("public-monitor")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_plan_says_its_cron_expression_in_words_and_covers_all_pages()
    {
        await host.CallAsync("addStatusPage", "Second", "second");
        var page = (await host.VisitAsync()).Page;
        await page.GotoAsync("/add-maintenance");
        await page.Locator("#maintenance-title").FillAsync("Planned by cron");
        await page.Locator("#maintenance-strategy").SelectOptionAsync("cron");

        await page.Locator("#maintenance-cron").FillAsync("15 4 * * 1");
        await Expect(page.GetByTestId("cron-words")).ToHaveTextAsync("At 04:15, only on Monday");
        await page.GetByTestId("all-pages").CheckAsync();
        await Expect(page.GetByLabel("Example services")).ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Planned by cron" }).GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await Expect(page.GetByTestId("all-pages")).ToBeCheckedAsync();
        await Expect(page.GetByTestId("cron-words")).ToHaveTextAsync("At 04:15, only on Monday");
    }

    [Fact]
    public async Task A_docker_host_is_added_changed_and_deleted_in_the_settings()
    {
        var page = (await host.VisitAsync()).Page;
        await page.GotoAsync("/settings/docker-hosts");
        await page.GetByTestId("add-item").ClickAsync();
        await page.GetByLabel("Friendly name").FillAsync("Rack 1");
        await page.GetByTestId("save-item").ClickAsync();
        var row = page.GetByTestId("item").Filter(new() { HasText = "Rack" });
        await Expect(row).ToContainTextAsync("/var/run/docker.sock");

        await row.GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByLabel("Friendly name").FillAsync("Rack 2");
        await page.GetByTestId("save-item").ClickAsync();
        await Expect(row).ToContainTextAsync("Rack 2");

        await row.GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.GetByTestId("confirm-yes").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_group_lists_its_monitors_and_its_description_is_markdown()
    {
        var group = await host.CallAsync("add", Monitor("group", "Warehouse rack", "Call **nobody**, see [the wiki](https://wiki.example.com/rack)"));
        var child = Monitor("manual", "Warehouse door");
        child["parent"] = group["monitorID"]!.GetValue<int>();
        child["manual_status"] = 1;
        await host.CallAsync("add", child);
        var page = (await host.VisitAsync()).Page;

        await page.GotoAsync($"/dashboard/{group["monitorID"]}");

        await Expect(page.GetByTestId("group-members")).ToContainTextAsync("Warehouse door");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "the wiki" })).ToHaveAttributeAsync("href", "https://wiki.example.com/rack");
    }

    [Fact]
    public async Task A_manual_monitor_is_set_from_its_own_page()
    {
        var monitor = Monitor("manual", "Office door");
        monitor["manual_status"] = 1;
        var added = await host.CallAsync("add", monitor);
        var page = (await host.VisitAsync()).Page;
        await page.GotoAsync($"/dashboard/{added["monitorID"]}");
        await Expect(page.GetByTestId("monitor-status")).ToHaveTextAsync("Up");
        await Expect(page.GetByTestId("set-up")).ToBeDisabledAsync();

        await page.GetByTestId("set-down").ClickAsync();

        await Expect(page.GetByTestId("monitor-status")).ToHaveTextAsync("Down");
        await page.GetByTestId("set-up").ClickAsync();
        await Expect(page.GetByTestId("monitor-status")).ToHaveTextAsync("Up");
    }

    private static JsonObject Webhook(string name, bool isDefault) => new()
    {
        ["name"] = name,
        ["type"] = "webhook",
        ["webhookURL"] = "http://127.0.0.1:9/",
        ["webhookContentType"] = "json",
        ["isDefault"] = isDefault,
        ["applyExisting"] = false,
    };

    private static JsonObject Monitor(string type, string name, string? description = null) => new()
    {
        ["type"] = type,
        ["name"] = name,
        ["description"] = description,
        ["interval"] = 3600,
        ["retryInterval"] = 3600,
        ["maxretries"] = 0,
        ["accepted_statuscodes"] = new JsonArray("200-299"),
        ["notificationIDList"] = new JsonObject(),
        ["conditions"] = new JsonArray(),
    };
}
