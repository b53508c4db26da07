using Microsoft.Playwright;

namespace Kuma.EndToEnd.Tests;

/// <summary>A browser with visitors of its own in the machine's Chromium, which is started once for all tests and has no window.</summary>
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

    private static readonly Lock Gate = new();
    private static Task<(IPlaywright Playwright, IBrowser Chromium)>? _shared;

    private readonly IBrowser _chromium;
    private readonly List<IBrowserContext> _visits = [];
    private IBrowserContext? _lookedBefore;

    // Conditions are waited for as long as a slow machine needs; where they hold at once, this costs nothing.
    static Browser() => Assertions.SetDefaultExpectTimeout(30_000);

    private Browser(IBrowser chromium) => _chromium = chromium;

    public static async Task<Browser> StartAsync()
    {
        Task<(IPlaywright Playwright, IBrowser Chromium)> shared;
        lock (Gate)
        {
            shared = _shared ??= LaunchAsync();
        }

        return new Browser((await shared).Chromium);
    }

    /// <summary>Ends Chromium after the last test.</summary>
    public static async ValueTask EndAsync()
    {
        if (_shared is not null)
        {
            var (playwright, chromium) = await _shared;
            await chromium.DisposeAsync();
            playwright.Dispose();
        }
    }

    /// <summary>A visitor of its own: no storage is shared between two of them.</summary>
    public async Task<Dashboard> VisitAsync(Uri address)
    {
        var context = await _chromium.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            Locale = "en-US",
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
        });
        _visits.Add(context);
        return new Dashboard(await context.NewPageAsync());
    }

    /// <summary>
    /// Somebody who looks: at this width, with this colour scheme, with or without JavaScript. Who looked before is gone, so that pages of earlier tests
    /// do not go on refreshing themselves.
    /// </summary>
    public async Task<IPage> LookAsync(Uri address, int width = 1440, ColorScheme scheme = ColorScheme.Light, bool javaScript = true)
    {
        var context = await _chromium.NewContextAsync(new BrowserNewContextOptions
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
        foreach (var visit in _lookedBefore is null ? _visits : [.. _visits, _lookedBefore])
        {
            await visit.CloseAsync();
        }
    }

    private static async Task<(IPlaywright, IBrowser)> LaunchAsync()
    {
        var path = Array.Find(Paths, File.Exists)
            ?? throw new InvalidOperationException("No Chromium found: install it (apt install chromium) or name it in CHROMIUM_PATH.");
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = Arguments }));
    }
}
