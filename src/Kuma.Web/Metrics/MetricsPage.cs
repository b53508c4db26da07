using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Web.Api;

namespace Kuma.Web.Metrics;

/// <summary>The exposition: the monitors' families cached per change, the engine's and the process's made at each scrape.</summary>
internal sealed class MetricsPage
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    private readonly Cached<byte[]> _monitors;
    private readonly Cached<TagLabels> _tags;
    private readonly IMonitorDirectory _directory;
    private readonly ILiveBoard _board;
    private readonly EngineFamilies _engine;

    public MetricsPage(
        IMonitorDirectory directory, IMonitorLinks links, ILiveBoard board, EngineFamilies engine, Changes changes, TimeProvider time)
    {
        _directory = directory;
        _board = board;
        _engine = engine;
        _tags = new Cached<TagLabels>(
            async () => new TagLabels((await links.ReadAsync(ids: null, CancellationToken.None)).Tags), () => changes.Edits, time, TimeSpan.FromMinutes(5));
        _monitors = new Cached<byte[]>(MakeAsync, () => changes.Edits + changes.Beats, time, MaxAge);
    }

    public async Task WriteAsync(HttpContext context)
    {
        var monitors = await _monitors.GetAsync();
        byte[] process = [.. _engine.Write(), .. ProcessMetrics.Write()];
        var response = context.Response;
        response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        response.ContentLength = monitors.Length + process.Length;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        await response.BodyWriter.WriteAsync(monitors, context.RequestAborted);
        await response.BodyWriter.WriteAsync(process, context.RequestAborted);
    }

    private async Task<byte[]> MakeAsync() => MonitorFamilies.Write(_directory, _board, await _tags.GetAsync());
}
