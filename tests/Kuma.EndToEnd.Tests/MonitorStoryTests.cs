using Kuma.Testing;
using Microsoft.Playwright;

namespace Kuma.EndToEnd.Tests;

/// <summary>From an empty server to a monitor that goes down, in a real browser against the real program.</summary>
public sealed class MonitorStoryTests
{
    private const int Interval = 3;

    [Fact]
    public async Task A_newcomer_sees_a_service_up_and_then_down_without_a_reload()
    {
        using var folder = new TestFolder();
        await using var kuma = await KumaProcess.StartEmbeddedAsync(folder.Path);
        await using var browser = await Browser.StartAsync();
        await using var target = await TargetServer.StartAsync();
        var dashboard = await browser.VisitAsync(kuma.Address);
        var address = target.Address;

        await dashboard.SetUpAsync("admin", "secret-1");
        await dashboard.AddHttpMonitorAsync("Shop", address, Interval);
        await dashboard.ShowsStatusAsync("Up", Interval);
        await dashboard.Page.EvaluateAsync("window.neverReloaded = true");

        await target.DisposeAsync();
        await dashboard.ShowsStatusAsync("Down", Interval);
        (await dashboard.Page.EvaluateAsync<bool>("window.neverReloaded === true")).ShouldBeTrue();

        await dashboard.Page.ReloadAsync();
        await dashboard.ShowsStatusAsync("Down");
        var events = dashboard.Page.GetByTestId("event-table");
        await Assertions.Expect(events).ToContainTextAsync("Down");
        await Assertions.Expect(events).ToContainTextAsync("Up");
        dashboard.Complaints.ShouldBeEmpty();
    }
}
