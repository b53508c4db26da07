using Kuma.Application.Monitoring;
using Kuma.Infrastructure.Heartbeats;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kuma.Infrastructure.Engine;

/// <summary>Starts the engine's parts in their order, and stops them in the opposite one: no new checks, then the last beats, then the end.</summary>
internal sealed partial class EngineHost(
    HeartbeatPartitions partitions,
    LiveBoardLoader loader,
    BeatLog log,
    Scheduler scheduler,
    MonitorEngine engine,
    EngineMetrics metrics,
    EngineOptions options,
    TimeProvider time,
    ILogger<EngineHost> logger) : IHostedService, IEngineHealth
{
    private bool _started;

    public EngineHealth Now => new(
        _started, log.IsWritable, _started && IsKeepingUp, scheduler.Count, metrics.InFlight, log.Waiting);

    private bool IsKeepingUp =>
        log.Waiting < 10_000 && (metrics.LastLateStart == 0 || time.GetElapsedTime(metrics.LastLateStart) > TimeSpan.FromSeconds(30));

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        await partitions.EnsureAsync(cancellationToken);
        await loader.LoadAsync(cancellationToken);
        log.Start();
        scheduler.Start();
        engine.StartAll();
        _started = true;
        Log.Started(logger, scheduler.Count, time.GetElapsedTime(start).TotalMilliseconds);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await scheduler.StopAsync(options.StopLimit);
        await log.StopAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(1301, LogLevel.Information, "The engine runs {Monitors} monitors; it was ready in {Elapsed:0} ms")]
        public static partial void Started(ILogger logger, int monitors, double elapsed);
    }
}
