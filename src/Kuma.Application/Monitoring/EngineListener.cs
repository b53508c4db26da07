using Kuma.Application.Common;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;

namespace Kuma.Application.Monitoring;

/// <summary>Keeps the engine in step with what users do to monitors. A monitor runs when it and every group above it is active.</summary>
internal sealed class EngineListener(IMonitorEngine engine, IMonitorDirectory directory) : IDomainEventListener
{
    /// <summary>After the client feed: clients see the change before the first beat that it causes.</summary>
    public int Order => 100;

    public Task OnAsync(IDomainEvent domainEvent, CancellationToken cancellationToken) => domainEvent switch
    {
        MonitorAdded added => ApplyAsync(added.MonitorId, cancellationToken),
        MonitorEdited edited => ApplyAsync(edited.MonitorId, cancellationToken),
        MonitorUnlinked unlinked => ApplyAsync(unlinked.MonitorId, cancellationToken),
        MonitorResumed resumed => ApplyTreeAsync(resumed.MonitorId, cancellationToken),
        MonitorPaused paused => ApplyTreeAsync(paused.MonitorId, cancellationToken),
        MonitorDeleting deleting => engine.StopAsync(deleting.MonitorId, cancellationToken),
        MonitorDeleted deleted => engine.ForgetAsync(deleted.MonitorId, cancellationToken),
        HeartbeatsCleared cleared => ApplyAsync(cleared.MonitorId, cancellationToken),
        StatisticsCleared => ApplyAllAsync(cancellationToken),
        _ => Task.CompletedTask,
    };

    private async Task ApplyAllAsync(CancellationToken cancellationToken)
    {
        foreach (var monitor in directory.All)
        {
            await ApplyAsync(monitor.Id, cancellationToken);
        }
    }

    private async Task ApplyTreeAsync(MonitorId id, CancellationToken cancellationToken)
    {
        await ApplyAsync(id, cancellationToken);
        foreach (var descendant in directory.DescendantsOf(id))
        {
            await ApplyAsync(descendant, cancellationToken);
        }
    }

    private Task ApplyAsync(MonitorId id, CancellationToken cancellationToken) =>
        directory.Find(id) is { Active: true } && directory.AncestorsOf(id).All(ancestor => ancestor.Active)
            ? engine.StartAsync(id, cancellationToken)
            : engine.StopAsync(id, cancellationToken);
}
