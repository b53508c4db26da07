using Microsoft.Playwright;

namespace Kuma.EndToEnd.Tests;

/// <summary>The machine's Chromium, without a window.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Paths =
    [
        Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
    ];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private IBrowserContext? _lookedBefore;

    // Conditions are waited for as long as a slow machine needs; where they hold at once, this costs nothing.
    static Browser() => Assertions.SetDefaultExpectTimeout(30_000);

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Browser> StartAsync()
    {
        var path = Array.Find(Paths, File.Exists)
            ?? throw new InvalidOperationException("No Chromium found: install it (apt install chromium) or name it in CHROMIUM_PATH.");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = Arguments });
        return new Browser(playwright, browser);
    }

    /// <summary>A visitor of its own: no storage is shared between two of them.</summary>
    public async Task<Dashboard> VisitAsync(Uri address)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            Locale = "en-US",
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
        });
        return new Dashboard(await context.NewPageAsync());
    }

    /// <summary>
    /// Somebody who looks: at this width, with this colour scheme, with or without JavaScript. Who looked before is gone, so that pages of earlier tests
    /// do not go on refreshing themselves.
    /// </summary>
    public async Task<IPage> LookAsync(Uri address, int width = 1440, ColorScheme scheme = ColorScheme.Light, bool javaScript = true)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            Locale = "en-US",
            TimezoneId = "Europe/Zurich",
            ColorScheme = scheme,
            JavaScriptEnabled = javaScript,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        if (_lookedBefore is not null)
        {
            await _lookedBefore.CloseAsync();
        }

        _lookedBefore = context;
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
