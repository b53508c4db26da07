using System.Globalization;
using Kuma.Application.Monitoring;
using Kuma.Application.Settings;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.RemoteBrowsers;

namespace Kuma.Infrastructure.Checkers.Browser;

/// <summary>UP when a browser opens the page and its status says so; takes a picture of it (spec/monitors.md section 5.8).</summary>
internal sealed class RealBrowserChecker(
    IChromium chromium, LocalBrowser local, IRemoteBrowserLookup remotes, ISettingStore settingStore, IScreenshots screenshots, TimeProvider time) : IChecker
{
    public string Type => MonitorTypes.RealBrowser;

    public CheckWeight Weight => CheckWeight.Browser;

    public TimeSpan LimitOf(MonitorSettings settings) => TimeSpan.FromSeconds(0.8 * Math.Max(1, settings.Interval));

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        if (!Uri.TryCreate((settings.Url ?? "").Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new CheckFailedException("Invalid url protocol, only http and https are allowed.");
        }

        var limit = LimitOf(settings);
        using var deadline = new Deadline(limit, time, cancellationToken);
        try
        {
            return await VisitAsync(monitor, address, deadline.Token);
        }
        catch (OperationCanceledException e) when (deadline.Passed)
        {
            throw new CheckFailedException(string.Create(CultureInfo.InvariantCulture, $"Timeout {limit.TotalMilliseconds:0}ms exceeded."), e);
        }
    }

    private async Task<CheckOutcome> VisitAsync(Monitor monitor, Uri address, CancellationToken cancellationToken)
    {
        if (monitor.Settings.RemoteBrowser is { } id)
        {
            var url = await remotes.FindUrlAsync(id, cancellationToken);
            if (!Uri.TryCreate(url, UriKind.Absolute, out var place) || place.Scheme is not ("ws" or "wss"))
            {
                throw new CheckFailedException("The remote browser of this monitor does not exist, or its address is none");
            }

            await using var connection = await CdpConnection.ConnectAsync(place, cancellationToken);
            return await LookAsync(connection, monitor, address, cancellationToken);
        }

        var program = chromium.Find(await settingStore.TextAsync("chromeExecutable", cancellationToken));
        return program.IsSuccess
            ? await local.UseAsync(program.Value, browser => LookAsync(browser, monitor, address, cancellationToken), cancellationToken)
            : throw new CheckFailedException(program.Error.Message);
    }

    private async Task<CheckOutcome> LookAsync(CdpConnection browser, Monitor monitor, Uri address, CancellationToken cancellationToken)
    {
        await using var visit = await PageVisit.OpenAsync(browser, time, cancellationToken);
        var (code, ping) = await visit.GoAsync(address, cancellationToken);
        if (monitor.Settings.ScreenshotDelay > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(monitor.Settings.ScreenshotDelay), time, cancellationToken);
        }

        await screenshots.SaveAsync(monitor.Id, await visit.PictureAsync(cancellationToken), cancellationToken);
        var message = code.ToString(CultureInfo.InvariantCulture);
        return code is >= 200 and < 400 ? CheckOutcome.Up(message, ping) : throw new CheckFailedException(message) { Ping = ping };
    }
}
