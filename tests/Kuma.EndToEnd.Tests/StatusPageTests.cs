using System.Text.Json;
using Kuma.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kuma.EndToEnd.Tests;

/// <summary>The page of fifty monitors with 100 beats each, as visitors get it.</summary>
public sealed class StatusPageTests(StatusPageHost host) : IClassFixture<StatusPageHost>
{
    private const string Path = $"/status/{FiftyMonitors.Slug}";

    [Fact]
    public async Task A_page_is_complete_without_javascript()
    {
        var page = await host.Browser.LookAsync(host.Kuma.Address, javaScript: false);
        await page.GotoAsync(Path);

        await Expect(page.Locator("h1")).ToHaveTextAsync("Example services");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Under Maintenance");
        await Expect(page.Locator(".row")).ToHaveCountAsync(50);
        await Expect(page.Locator("#notes")).ToContainTextAsync("Payments take longer than usual");
        await Expect(Row(page, "Shop Zürich").Locator(".beats i[title]")).ToHaveCountAsync(100);
        await Expect(Row(page, "Shop Zürich")).ToContainTextAsync("Cert Exp.: 3 days");
        await Expect(Row(page, "Help desk Kraków").Locator(".pill")).ToHaveTextAsync("N/A");
        await Expect(page.Locator(".countdown")).ToBeHiddenAsync();

        await page.Locator("summary").First.ClickAsync();
        await Expect(Row(page, "Shop Zürich")).ToBeHiddenAsync();

        await Expect(page.Locator("#past article")).ToHaveCountAsync(9);
        await page.Locator("#more").ClickAsync();
        await Expect(page.Locator("article")).ToHaveCountAsync(3);
        await Expect(page.Locator("article").Last).ToContainTextAsync("Network trouble 12");
    }

    [Fact]
    public async Task A_page_with_javascript_follows_beats_without_a_reload()
    {
        var page = await host.Browser.LookAsync(host.Kuma.Address);
        await page.GotoAsync(Path);
        await page.EvaluateAsync("window.neverReloaded = true");
        var row = Row(page, "Search Madrid");
        await Expect(row.Locator(".pill")).ToHaveClassAsync("pill s1");
        await Expect(page.GetByTestId("update-countdown-text")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^00:0[0-5]$"));

        await row.Locator(".beats").FocusAsync();
        await PushAsync(12, "down");
        await Expect(row.Locator(".pill")).ToHaveClassAsync("pill s0");
        await Expect(row.Locator(".beats")).ToBeFocusedAsync();
        await PushAsync(12, "up");

        await Expect(row.Locator(".pill")).ToHaveClassAsync("pill s1");
        (await page.EvaluateAsync<bool>("window.neverReloaded")).ShouldBeTrue();
    }

    [Fact]
    public async Task Times_are_those_of_the_visitors_clock_and_older_incidents_come_on_request()
    {
        var page = await host.Browser.LookAsync(host.Kuma.Address);
        await page.GotoAsync(Path);

        // Read at once: a refresh may come between two looks.
        var updated = await page.Locator("#updated time").EvaluateAsync<string[]>("time => [time.innerText, time.dateTime]");
        var utc = DateTimeOffset.Parse(updated[1], null);
        updated[0].ShouldBe(TimeZoneInfo.ConvertTime(utc, TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich")).ToString("yyyy-MM-dd HH:mm:ss"));
        await page.Locator("#more").ClickAsync();

        await Expect(page.Locator("#past article")).ToHaveCountAsync(12);
        await Expect(page.Locator("#more")).ToHaveCountAsync(0);
        page.Url.ShouldEndWith(Path);
        await Expect(page.Locator("#notes time").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^[\d-]+ [\d:]+ \(\d+ minutes ago\)$"));
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task A_page_keeps_the_rules_of_accessibility(int width, ColorScheme scheme)
    {
        var page = await host.Browser.LookAsync(host.Kuma.Address, width, scheme);
        await page.GotoAsync(Path);

        (await Accessibility.ViolationsAsync(page)).ShouldBeEmpty();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
    }

    [Fact]
    public async Task The_rules_of_accessibility_are_really_asked()
    {
        var page = await host.Browser.LookAsync(host.Kuma.Address);
        await page.GotoAsync(Path);
        await page.EvaluateAsync("document.querySelector('h1').style.color = '#eee'");

        (await Accessibility.ViolationsAsync(page)).ShouldHaveSingleItem().ShouldContain("color-contrast");
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_description_of_the_api_keeps_them_too(ColorScheme scheme)
    {
        var page = await host.Browser.LookAsync(host.Kuma.Address, 390, scheme);
        await page.GotoAsync("/docs");
        await page.EvaluateAsync("for (const part of document.querySelectorAll('details')) part.open = true");

        (await Accessibility.ViolationsAsync(page)).ShouldBeEmpty();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
    }

    [Fact]
    public async Task Everything_can_be_done_with_the_keyboard()
    {
        var page = await host.Browser.LookAsync(host.Kuma.Address);
        await StopRefreshAsync(page);
        await page.GotoAsync(Path);
        var tip = page.Locator(".tip");

        await page.Keyboard.PressAsync("Tab");
        (await FocusedAsync(page)).ShouldBe("A Write to us");
        await page.Keyboard.PressAsync("Tab");
        (await FocusedAsync(page)).ShouldStartWith("SUMMARY");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Row(page, "Shop Zürich")).ToBeHiddenAsync();
        page.Url.ShouldEndWith("?collapse=1");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Row(page, "Shop Zürich")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Tab");
        (await FocusedAsync(page)).ShouldBe("A Shop Zürich");
        await page.Keyboard.PressAsync("Tab");
        await Expect(tip).ToContainTextAsync("Up");
        var newest = await tip.InnerTextAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(tip).Not.ToHaveTextAsync(newest, new() { UseInnerText = true });
        await page.Keyboard.PressAsync("End");
        await Expect(tip).ToHaveTextAsync(newest, new() { UseInnerText = true });
        await page.Keyboard.PressAsync("Escape");
        await Expect(tip).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_tab_tells_that_monitors_are_down()
    {
        var page = await host.Browser.LookAsync(host.Kuma.Address);
        await page.GotoAsync(Path);

        await Expect(page.Locator("link[rel=icon]")).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("^data:image/png;base64,"));
    }

    [Fact]
    public async Task Whoever_is_signed_in_finds_the_way_to_the_editor()
    {
        var stranger = await host.Browser.LookAsync(host.Kuma.Address);
        await stranger.GotoAsync(Path);
        await Expect(stranger.Locator(".countdown.runs")).ToBeVisibleAsync();
        await Expect(stranger.GetByTestId("edit-button")).ToHaveCountAsync(0);
        var editor = await host.Browser.LookAsync(host.Kuma.Address, 390);
        await editor.AddInitScriptAsync("localStorage.setItem('token', 'any')");
        await editor.GotoAsync(Path);

        await Expect(editor.GetByTestId("edit-button")).ToHaveAttributeAsync("href", "/manage-status-page/fifty");
        await Expect(editor.GetByText("Go to Dashboard")).ToBeVisibleAsync();
        (await Accessibility.ViolationsAsync(editor)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_beat_that_is_pointed_at_has_one_tooltip()
    {
        var page = await host.Browser.LookAsync(host.Kuma.Address);
        await page.GotoAsync(Path);
        var beats = Row(page, "Mail Oslo").Locator(".beats i[class]");

        await beats.Last.HoverAsync();

        await Expect(page.Locator(".tip")).ToContainTextAsync("Up");
        (await beats.Last.GetAttributeAsync("title")).ShouldBeNull();
        await page.Locator("h1").HoverAsync();
        await Expect(page.Locator(".tip")).ToBeHiddenAsync();
        (await beats.Last.GetAttributeAsync("title")).ShouldStartWith("Up ");
    }

    [Fact]
    public async Task A_page_is_light_quick_and_does_not_jump()
    {
        var best = double.MaxValue;

        // A machine with other work paints late: counted is what the page takes longer than an empty one, in its best of up to fifteen turns.
        for (var i = 0; i < 5 || (best >= 300 && i < 15); i++)
        {
            var nothing = await EmptyPaintAsync();
            var page = await host.Browser.LookAsync(host.Kuma.Address, i % 2 == 0 ? 1440 : 390);
            await page.GotoAsync(Path, new() { WaitUntil = WaitUntilState.NetworkIdle });
            var figures = await page.EvaluateAsync<JsonElement>("""
                async () => {
                  const shifts = [];
                  const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
                  observer.observe({ type: "layout-shift", buffered: true });
                  const paint = await new Promise((done) => new PerformanceObserver((list) => {
                    const first = list.getEntriesByName("first-contentful-paint")[0];
                    if (first) done(first.startTime);
                  }).observe({ type: "paint", buffered: true }));
                  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
                  shifts.push(...observer.takeRecords());
                  // What came by itself: a slow machine may have refreshed the page meanwhile.
                  const resources = performance.getEntriesByType("resource").filter((load) => load.initiatorType !== "fetch" && !/icon|[.](svg|png)/.test(load.name));
                  return {
                    // What rounds to 0.000, the precision in which shifts are reported, nobody sees.
                    jumps: shifts.filter((entry) => entry.value >= 0.0005).flatMap((entry) => entry.sources.map(({ node, previousRect, currentRect }) =>
                      `${entry.value} ${(node?.outerHTML ?? node?.data)?.slice(0, 80)} ${JSON.stringify(previousRect)} ${JSON.stringify(currentRect)}`)),
                    paint,
                    bytes: [...performance.getEntriesByType("navigation"), ...resources].reduce((sum, load) => sum + load.transferSize, 0),
                  };
                }
                """);
            figures.GetProperty("jumps").EnumerateArray().Select(jump => jump.GetString()).ShouldBeEmpty();
            figures.GetProperty("bytes").GetInt32().ShouldBeInRange(1000, 60_000);
            best = Math.Min(best, figures.GetProperty("paint").GetDouble() - nothing);
            TestContext.Current.TestOutputHelper?.WriteLine($"{figures}, an empty page {nothing}");
            await page.Context.CloseAsync();
        }

        best.ShouldBeLessThan(300);
    }

    [Fact]
    public async Task A_hostile_page_runs_nothing_in_a_browser()
    {
        var page = await host.Browser.LookAsync(host.Kuma.Address);
        var dialogs = 0;
        page.Dialog += (_, dialog) =>
        {
            dialogs++;
            _ = dialog.DismissAsync();
        };
        await page.GotoAsync("/status/hostile", new() { WaitUntil = WaitUntilState.NetworkIdle });

        await Expect(page.Locator("h1")).ToHaveTextAsync("</title><script>alert(1)</script>");
        await page.Locator(".row a, .row .name > :last-child").First.ClickAsync();
        await page.Locator("article a").First.ClickAsync();
        (await page.EvaluateAsync<bool>("window.preloadData.config.title.includes('<script>')")).ShouldBeTrue();
        dialogs.ShouldBe(0);
    }

    private static ILocator Row(IPage page, string monitor) => page.Locator(".row", new() { HasText = monitor });

    /// <summary>No new parts come in, which would take the focus from what they replace.</summary>
    private static async Task StopRefreshAsync(IPage page) =>
        await page.RouteAsync($"**{Path}", route => route.Request.ResourceType == "fetch" ? route.AbortAsync() : route.ContinueAsync());

    /// <summary>When this machine, as busy as it is now, paints a page of one word, in milliseconds.</summary>
    private async Task<double> EmptyPaintAsync()
    {
        var page = await host.Browser.LookAsync(host.Kuma.Address);
        await page.GotoAsync("data:text/html,<title>Nothing</title><p>Nothing");
        var paint = await page.EvaluateAsync<double>(
            """
            new Promise((done) => new PerformanceObserver((list) => {
              const first = list.getEntriesByName("first-contentful-paint")[0];
              if (first) done(first.startTime);
            }).observe({ type: "paint", buffered: true }))
            """);
        await page.Context.CloseAsync();
        return paint;
    }

    private static Task<string> FocusedAsync(IPage page) =>
        page.EvaluateAsync<string>("`${document.activeElement.tagName} ${document.activeElement.innerText.trim()}`");

    private async Task PushAsync(int monitor, string status)
    {
        using var answer = await host.Kuma.Client.GetAsync($"/api/push/{FiftyMonitors.Token(monitor)}?status={status}");
        answer.EnsureSuccessStatusCode();
    }
}
