using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Heartbeats;

namespace Kuma.Infrastructure.Engine;

/// <summary>Keeps the schedule in step with the monitors: what is switched on, and all of whose groups are switched on, runs.</summary>
internal sealed class MonitorEngine(
    Scheduler scheduler, IMonitorDirectory directory, BeatStates states, BeatLog log, EngineOptions options) : IMonitorEngine
{
    /// <summary>Schedules everything, the first checks spread evenly over the intervals as far as there are many.</summary>
    public void StartAll()
    {
        var runnable = directory.All.Where(scheduler.IsRunnable).ToList();
        var window = options.StartSpacing * runnable.Count;

        // Steps of the golden ratio visit the window evenly, for every subset with a common interval too.
        var place = 0.0;
        foreach (var monitor in runnable)
        {
            var interval = Interval(monitor);
            place = (place + 0.618033988749895) % 1;
            scheduler.Schedule(monitor.Id, First(monitor) + (place * (window < interval ? window : interval)));
        }
    }

    public Task StartAsync(MonitorId id, CancellationToken cancellationToken)
    {
        if (directory.Find(id) is { } monitor && scheduler.IsRunnable(monitor))
        {
            scheduler.Schedule(id, First(monitor));
        }
        else
        {
            scheduler.Unschedule(id);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(MonitorId id, CancellationToken cancellationToken)
    {
        scheduler.Unschedule(id);
        return Task.CompletedTask;
    }

    public async Task ForgetAsync(MonitorId id, CancellationToken cancellationToken)
    {
        scheduler.Unschedule(id);
        states.Forget(id);
        await log.PurgeAsync(id, cancellationToken);
    }

    private static TimeSpan Interval(Monitor monitor) => TimeSpan.FromSeconds(Math.Max(1, monitor.Settings.Interval));

    private static TimeSpan First(Monitor monitor) => monitor.Settings.Type == MonitorTypes.Push ? Interval(monitor) : TimeSpan.Zero;
}
