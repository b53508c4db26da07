using Kuma.Testing;
using Microsoft.Playwright;

namespace Kuma.EndToEnd.Tests;

/// <summary>What happens to a session when the server goes away and comes back.</summary>
public sealed class SessionTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_dashboard_tells_of_a_lost_server_and_goes_on_when_it_is_back()
    {
        using var folder = new TestFolder();
        await using var database = await postgres.CreateDatabaseAsync();
        var port = FreePort();
        await using var browser = await Browser.StartAsync();
        var first = await StartAsync(database, folder, port);
        var dashboard = await browser.VisitAsync(first.Address);
        await dashboard.SetUpAsync("admin", "secret-1");
        await dashboard.Page.EvaluateAsync("window.neverReloaded = true");

        await first.DisposeAsync();
        await dashboard.Page.GetByTestId("connection-banner").WaitForAsync();

        await using var second = await StartAsync(database, folder, port);
        await dashboard.Page.GetByTestId("connection-banner").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await dashboard.SignedInAsync();
        (await dashboard.Page.EvaluateAsync<bool>("window.neverReloaded === true")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_deep_link_is_kept_through_the_login()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var kuma = await KumaHost.StartAsync(database);
        await using var browser = await Browser.StartAsync();
        await (await browser.VisitAsync(kuma.Address)).SetUpAsync("admin", "secret-1");

        var visitor = await browser.VisitAsync(kuma.Address);
        await visitor.Page.GotoAsync("/settings/about");
        await visitor.FillLoginAsync("admin", "secret-1");

        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "About" })).ToBeVisibleAsync();
        visitor.Page.Url.ShouldEndWith("/settings/about");
    }

    private static async Task<KumaProcess> StartAsync(TestDatabase database, TestFolder folder, int port)
    {
        var kuma = KumaProcess.Start(
            new Dictionary<string, string> { ["KUMA_DATABASE"] = database.ConnectionString },
            $"--port={port}", "--host=localhost", $"--data-dir={folder.Path}");
        await kuma.WaitUntilReadyAsync();
        return kuma;
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
