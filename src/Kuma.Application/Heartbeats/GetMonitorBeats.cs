using Kuma.Application.Common;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using MediatR;

namespace Kuma.Application.Heartbeats;

/// <summary>The stored beats of a monitor over the last hours, oldest first.</summary>
public sealed record GetMonitorBeats(Actor Actor, MonitorId? MonitorId, double? Hours) : IQuery<IReadOnlyList<Heartbeat>>;

internal sealed class GetMonitorBeatsHandler(IHeartbeatHistory history, TimeProvider time)
    : IRequestHandler<GetMonitorBeats, Result<IReadOnlyList<Heartbeat>>>
{
    private const double MostHours = 24 * 366 * 10;

    public async Task<Result<IReadOnlyList<Heartbeat>>> Handle(GetMonitorBeats query, CancellationToken cancellationToken)
    {
        if (query.Hours is not { } hours)
        {
            return HistoryErrors.InvalidPeriod;
        }

        if (query.MonitorId is not { } id)
        {
            return HistoryErrors.MonitorNeeded;
        }

        var since = time.GetUtcNow().AddHours(-Math.Clamp(hours, 0, MostHours));
        return Result<IReadOnlyList<Heartbeat>>.FromValue(await history.ListSinceAsync(query.Actor.User, id, since, cancellationToken));
    }
}
