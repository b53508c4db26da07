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
        MonitorEdited edited => ApplyWithDescendantsAsync(edited.MonitorId, cancellationToken),
        MonitorUnlinked unlinked => ApplyWithDescendantsAsync(unlinked.MonitorId, cancellationToken),
        MonitorResumed resumed => ApplyManyAsync([resumed.MonitorId, .. directory.DescendantsOf(resumed.MonitorId)], cancellationToken),
        MonitorPaused paused => ApplyManyAsync([paused.MonitorId, .. directory.DescendantsOf(paused.MonitorId)], cancellationToken),
        MonitorDeleting deleting => engine.StopAsync(deleting.MonitorId, cancellationToken),
        MonitorDeleted deleted => engine.ForgetAsync(deleted.MonitorId, cancellationToken),
        HeartbeatsCleared cleared => ApplyAsync(cleared.MonitorId, cancellationToken),
        StatisticsCleared cleared => ApplyManyAsync([.. directory.OwnedBy(cleared.Owner).Select(monitor => monitor.Id)], cancellationToken),
        _ => Task.CompletedTask,
    };

    /// <summary>What moved into a paused group or out of one takes along what is below it.</summary>
    private async Task ApplyWithDescendantsAsync(MonitorId id, CancellationToken cancellationToken)
    {
        await ApplyAsync(id, cancellationToken);
        await engine.AlignAsync(directory.DescendantsOf(id), cancellationToken);
    }

    private async Task ApplyManyAsync(IReadOnlyList<MonitorId> ids, CancellationToken cancellationToken)
    {
        var runnable = ids.Where(IsRunnable).ToList();
        foreach (var id in ids.Except(runnable))
        {
            await engine.StopAsync(id, cancellationToken);
        }

        await engine.StartAsync(runnable, cancellationToken);
    }

    private Task ApplyAsync(MonitorId id, CancellationToken cancellationToken) =>
        IsRunnable(id) ? engine.StartAsync([id], cancellationToken) : engine.StopAsync(id, cancellationToken);

    private bool IsRunnable(MonitorId id) =>
        directory.Find(id) is { Active: true } && directory.AncestorsOf(id).All(ancestor => ancestor.Active);
}
