using Kuma.Application.Common;
using Kuma.Domain.Common;
using MediatR;

namespace Kuma.Application.Heartbeats;

/// <summary>How many important beats there are, of one monitor or of all.</summary>
public sealed record CountImportantBeats(Actor Actor, MonitorId? MonitorId) : IQuery<int>;

internal sealed class CountImportantBeatsHandler(IHeartbeatHistory history) : IRequestHandler<CountImportantBeats, Result<int>>
{
    public async Task<Result<int>> Handle(CountImportantBeats query, CancellationToken cancellationToken) =>
        await history.CountImportantAsync(query.Actor.User, query.MonitorId, cancellationToken);
}
