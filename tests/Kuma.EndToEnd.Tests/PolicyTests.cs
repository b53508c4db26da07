using Kuma.Testing;
using Microsoft.Playwright;

namespace Kuma.EndToEnd.Tests;

/// <summary>Every screen of the dashboard lives under its content policy: no inline script, no inline style.</summary>
public sealed class PolicyTests(PostgresFixture postgres)
{
    private static readonly string[] Screens =
    [
        "/dashboard", "/list", "/add", "/manage-status-page", "/add-status-page", "/maintenance", "/add-maintenance", "/settings/general",
        "/settings/appearance", "/settings/notifications", "/settings/tags", "/settings/monitor-history", "/settings/docker-hosts",
        "/settings/remote-browsers", "/settings/security", "/settings/api-keys", "/settings/proxies", "/settings/about", "/no-such-screen",
    ];

    [Fact]
    public async Task No_screen_asks_for_more_than_the_policy_allows()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var kuma = await KumaHost.StartAsync(database);
        await using var browser = await Browser.StartAsync();
        var dashboard = await browser.VisitAsync(kuma.Address);
        await dashboard.SetUpAsync("admin", "secret-1");

        foreach (var screen in Screens)
        {
            var answer = await dashboard.Page.GotoAsync(screen, new() { WaitUntil = WaitUntilState.Load });
            (await answer!.HeaderValueAsync("content-security-policy"))!.ShouldNotContain("unsafe-inline");
            await Assertions.Expect(dashboard.Page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
        }

        dashboard.Complaints.ShouldBeEmpty();
        await dashboard.Page.EvaluateAsync("document.body.append(Object.assign(document.createElement('style'), { textContent: '*{}' }))");
        await Eventually.TrueAsync(() => dashboard.Complaints.Count > 0, "a complaint of an inline style");
    }
}
