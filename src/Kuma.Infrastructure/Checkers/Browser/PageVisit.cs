using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Browser;

/// <summary>A page in a context of its own, which shares nothing with other checks and is closed with it.</summary>
internal sealed class PageVisit : IAsyncDisposable
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);

    private readonly CdpConnection _browser;
    private readonly string _context;
    private readonly string _session;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, double> _ends = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _starts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _quietLoads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private IDisposable? _listening;
    private string? _load;

    private PageVisit(CdpConnection browser, string context, string session, TimeProvider time) =>
        (_browser, _context, _session, _time) = (browser, context, session, time);

    public static async Task<PageVisit> OpenAsync(CdpConnection browser, TimeProvider time, CancellationToken cancellationToken)
    {
        var context = Text(await browser.SendAsync("Target.createBrowserContext", parameters: null, session: null, cancellationToken), "browserContextId");
        var target = await browser.SendAsync(
            "Target.createTarget",
            new JsonObject { ["url"] = "about:blank", ["browserContextId"] = context, ["width"] = 1280, ["height"] = 720 },
            session: null,
            cancellationToken);
        var attached = await browser.SendAsync(
            "Target.attachToTarget", new JsonObject { ["targetId"] = Text(target, "targetId"), ["flatten"] = true }, session: null, cancellationToken);
        var visit = new PageVisit(browser, context, Text(attached, "sessionId"), time);
        visit._listening = browser.Listen(visit._session, visit.Note);
        await visit.SendAsync("Network.enable", parameters: null, cancellationToken);
        await visit.SendAsync("Page.enable", parameters: null, cancellationToken);
        await visit.SendAsync("Page.setLifecycleEventsEnabled", new JsonObject { ["enabled"] = true }, cancellationToken);
        return visit;
    }

    /// <summary>Opens an address and waits until the network is quiet.</summary>
    /// <returns>The status of the page itself, and the milliseconds until its answer had come.</returns>
    /// <exception cref="CheckFailedException">It cannot be opened.</exception>
    public async Task<(int Code, double? Ping)> GoAsync(Uri address, CancellationToken cancellationToken)
    {
        var started = await SendAsync("Page.navigate", new JsonObject { ["url"] = address.AbsoluteUri }, cancellationToken);
        if (started.TryGetProperty("errorText", out var error) && error.GetString() is { Length: > 0 } text)
        {
            throw new CheckFailedException($"{text} at {address.AbsoluteUri}");
        }

        var load = Text(started, "loaderId");
        lock (_lock)
        {
            _load = load;
            if (_quietLoads.Contains(load))
            {
                _quiet.TrySetResult();
            }
        }

        await _quiet.Task.WaitAsync(cancellationToken);
        lock (_lock)
        {
            return _codes.TryGetValue(load, out var code)
                ? (code, _ends.TryGetValue(load, out var end) && _starts.TryGetValue(load, out var start) ? Math.Round((end - start) * 1000, 3) : null)
                : throw new CheckFailedException($"No answer from {address.AbsoluteUri}");
        }
    }

    /// <summary>What the window shows, as PNG.</summary>
    public async Task<byte[]> PictureAsync(CancellationToken cancellationToken) =>
        (await SendAsync("Page.captureScreenshot", new JsonObject { ["format"] = "png" }, cancellationToken)).GetProperty("data").GetBytesFromBase64();

    public async ValueTask DisposeAsync()
    {
        _listening?.Dispose();
        using var limit = new CancellationTokenSource(CloseLimit, _time);
        try
        {
            await _browser.SendAsync("Target.disposeBrowserContext", new JsonObject { ["browserContextId"] = _context }, session: null, limit.Token);
        }
        catch (Exception e) when (e is CheckFailedException or OperationCanceledException or ObjectDisposedException)
        {
            // A browser that is gone has closed it too.
        }
    }

    private Task<JsonElement> SendAsync(string method, JsonObject? parameters, CancellationToken cancellationToken) =>
        _browser.SendAsync(method, parameters, _session, cancellationToken);

    /// <summary>The request of a page itself has the id of its load; of redirects the last one counts.</summary>
    private void Note(string name, JsonElement what)
    {
        lock (_lock)
        {
            switch (name)
            {
                case "Network.requestWillBeSent" when Text(what, "requestId") == Text(what, "loaderId"):
                    _starts.TryAdd(Text(what, "requestId"), Number(what, "timestamp"));
                    break;
                case "Network.responseReceived" when Text(what, "requestId") == Text(what, "loaderId"):
                    _codes[Text(what, "requestId")] = (int)Number(what.GetProperty("response"), "status");
                    break;
                case "Network.loadingFinished":
                    _ends[Text(what, "requestId")] = Number(what, "timestamp");
                    break;
                case "Page.lifecycleEvent" when Text(what, "name") is "networkIdle":
                    _quietLoads.Add(Text(what, "loaderId"));
                    if (Text(what, "loaderId") == _load)
                    {
                        _quiet.TrySetResult();
                    }

                    break;
                case "Inspector.targetCrashed":
                    _quiet.TrySetException(new CheckFailedException("The page has crashed"));
                    break;
                case "closed":
                    _quiet.TrySetException(new CheckFailedException("The browser has gone away"));
                    break;
                default:
                    break;
            }
        }
    }

    private static string Text(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value.ToString() : "";

    private static double Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && double.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var number) ? number : 0;
}
