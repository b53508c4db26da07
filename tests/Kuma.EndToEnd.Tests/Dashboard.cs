using Microsoft.Playwright;

namespace Kuma.EndToEnd.Tests;

/// <summary>The dashboard in one browser, by what a person does in it.</summary>
internal sealed class Dashboard
{
    /// <summary>Complaints of the page: script errors and refused resources.</summary>
    private readonly List<string> _complaints = [];

    public Dashboard(IPage page)
    {
        Page = page;
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                _complaints.Add(message.Text);
            }
        };
    }

    public IPage Page { get; }

    public IReadOnlyList<string> Complaints => _complaints;

    public ILocator Status => Page.GetByTestId("monitor-status");

    public ILocator MonitorRows => Page.Locator("[data-testid^=monitor-row-]");

    public ILocator LoginForm => Page.GetByTestId("login-form");

    public async Task SetUpAsync(string username, string password)
    {
        await Page.GotoAsync("/dashboard");
        await Page.GetByTestId("setup-form").WaitForAsync();
        await Page.Locator("#username").FillAsync(username);
        await Page.Locator("#password").FillAsync(password);
        await Page.Locator("#repeat").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await SignedInAsync();
    }

    public async Task SignInAsync(string username, string password)
    {
        await Page.GotoAsync("/dashboard");
        await FillLoginAsync(username, password);
        await SignedInAsync();
    }

    public async Task FillLoginAsync(string username, string password)
    {
        await Page.Locator("#username").FillAsync(username);
        await Page.Locator("#password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
    }

    public Task SignedInAsync() => Page.GetByTestId("account-menu").WaitForAsync();

    /// <summary>Adds an http monitor by the form and ends on its details.</summary>
    public async Task AddHttpMonitorAsync(string name, Uri url, int interval)
    {
        await Page.GetByTestId("add-monitor").First.ClickAsync();
        await Page.GetByTestId("friendly-name-input").FillAsync(name);
        await Page.GetByTestId("url-input").FillAsync(url.ToString());
        await Page.GetByLabel("Heartbeat interval (seconds)").FillAsync($"{interval}");
        await Page.GetByTestId("save-button").ClickAsync();
        if (interval < 20)
        {
            await Page.GetByTestId("confirm-yes").ClickAsync();
        }

        await Page.WaitForURLAsync("**/dashboard/*");
        await Assertions.Expect(Page.GetByTestId("monitor-name")).ToContainTextAsync(name);
    }

    /// <summary>Waits until the details show this status: for as long as a slow machine needs, and one interval of <paramref name="seconds"/>.</summary>
    public Task ShowsStatusAsync(string status, int seconds = 0) =>
        Assertions.Expect(Status).ToHaveTextAsync(status, new() { Timeout = 30_000 + (seconds * 1000), UseInnerText = true });
}
