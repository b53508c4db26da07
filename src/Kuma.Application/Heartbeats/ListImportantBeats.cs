using Kuma.Application.Common;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using MediatR;

namespace Kuma.Application.Heartbeats;

/// <summary>A page of important beats, newest first, of one monitor or of all.</summary>
public sealed record ListImportantBeats(Actor Actor, MonitorId? MonitorId, int Offset, int Count) : IQuery<IReadOnlyList<Heartbeat>>;

internal sealed class ListImportantBeatsHandler(IHeartbeatHistory history)
    : IRequestHandler<ListImportantBeats, Result<IReadOnlyList<Heartbeat>>>
{
    private const int MostPerPage = 1000;

    public async Task<Result<IReadOnlyList<Heartbeat>>> Handle(ListImportantBeats query, CancellationToken cancellationToken)
    {
        var count = Math.Clamp(query.Count, 0, MostPerPage);
        return Result<IReadOnlyList<Heartbeat>>.FromValue(await history.ListImportantAsync(
            query.Actor.User, query.MonitorId, Math.Max(0, query.Offset), count, cancellationToken));
    }
}
