using Kuma.Application.Common;
using Kuma.Domain.Common;
using MediatR;

namespace Kuma.Application.Monitors;

/// <summary>One monitor of the actor's.</summary>
public sealed record GetMonitor(Actor Actor, MonitorId MonitorId) : IQuery<MonitorView>;

internal sealed class GetMonitorHandler(IMonitorViews views) : IRequestHandler<GetMonitor, Result<MonitorView>>
{
    public async Task<Result<MonitorView>> Handle(GetMonitor query, CancellationToken cancellationToken)
    {
        var view = await views.FindAsync(query.MonitorId, cancellationToken);
        return view?.Monitor.OwnerId == query.Actor.User ? view! : MonitorErrors.NotFound;
    }
}
