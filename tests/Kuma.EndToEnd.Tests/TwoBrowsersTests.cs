using Kuma.Testing;
using Microsoft.Playwright;

namespace Kuma.EndToEnd.Tests;

/// <summary>Two people at the same account.</summary>
public sealed class TwoBrowsersTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Two_signed_in_browsers_see_each_others_changes_live()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var kuma = await KumaHost.StartAsync(database);
        await using var browser = await Browser.StartAsync();
        await using var target = await TargetServer.StartAsync();
        var alice = await browser.VisitAsync(kuma.Address);
        var bob = await browser.VisitAsync(kuma.Address);
        await alice.SetUpAsync("admin", "secret-1");
        await bob.SignInAsync("admin", "secret-1");

        await alice.AddHttpMonitorAsync("Shared shop", target.Address, 20);
        await bob.MonitorRows.Filter(new() { HasText = "Shared shop" }).ClickAsync();
        await bob.ShowsStatusAsync("Up", 20);

        await bob.Page.GetByTestId("pause").ClickAsync();
        await bob.Page.GetByTestId("confirm-yes").ClickAsync();
        await alice.ShowsStatusAsync("Paused");

        await alice.Page.GetByTestId("delete").ClickAsync();
        await alice.Page.GetByTestId("confirm-yes").ClickAsync();
        await Assertions.Expect(bob.MonitorRows).ToHaveCountAsync(0);
        alice.Complaints.ShouldBeEmpty();
        bob.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_password_change_signs_the_other_browser_out()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var kuma = await KumaHost.StartAsync(database);
        await using var browser = await Browser.StartAsync();
        var alice = await browser.VisitAsync(kuma.Address);
        var bob = await browser.VisitAsync(kuma.Address);
        await alice.SetUpAsync("admin", "secret-1");
        await bob.SignInAsync("admin", "secret-1");

        await alice.Page.GotoAsync("/settings/security");
        await alice.Page.Locator("#current-password").FillAsync("secret-1");
        await alice.Page.Locator("#new-password").FillAsync("secret-2");
        await alice.Page.Locator("#repeat-password").FillAsync("secret-2");
        await alice.Page.GetByTestId("change-password").ClickAsync();

        await bob.LoginForm.WaitForAsync();
        await bob.FillLoginAsync("admin", "secret-1");
        await bob.Page.GetByTestId("login-error").WaitForAsync();
        await bob.FillLoginAsync("admin", "secret-2");
        await bob.SignedInAsync();

        await alice.Page.ReloadAsync();
        await alice.SignedInAsync();
    }
}
