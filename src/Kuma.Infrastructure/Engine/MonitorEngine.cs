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
    /// <summary>Schedules everything.</summary>
    public void StartAll() => Spread([.. directory.All.Where(scheduler.IsRunnable)]);

    public Task StartAsync(IReadOnlyCollection<MonitorId> ids, CancellationToken cancellationToken)
    {
        Spread([.. ids.Select(directory.Find).OfType<Monitor>().Where(scheduler.IsRunnable)]);
        return Task.CompletedTask;
    }

    public Task AlignAsync(IReadOnlyCollection<MonitorId> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.Select(directory.Find).OfType<Monitor>().Where(scheduler.IsRunnable).ToDictionary(monitor => monitor.Id);
        foreach (var id in ids.Where(id => !wanted.ContainsKey(id)))
        {
            scheduler.Unschedule(id);
        }

        Spread([.. wanted.Values.Where(monitor => !scheduler.IsScheduled(monitor.Id))]);
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

    /// <summary>The first checks of many are spread evenly over the intervals; that of one comes at once.</summary>
    private void Spread(List<Monitor> monitors)
    {
        var window = monitors.Count > 1 ? options.StartSpacing * monitors.Count : TimeSpan.Zero;

        // Steps of the golden ratio visit the window evenly, for every subset with a common interval too.
        var place = 0.0;
        foreach (var monitor in monitors)
        {
            var interval = Interval(monitor);
            place = (place + 0.618033988749895) % 1;
            scheduler.Schedule(monitor.Id, First(monitor) + (place * (window < interval ? window : interval)));
        }
    }
}
