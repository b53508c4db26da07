using Kuma.Application.Common;
using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;
using MediatR;

namespace Kuma.Application.Heartbeats;

/// <summary>Deletes the beats and statistics of every monitor; they all start over.</summary>
public sealed record ClearStatistics(Actor Actor) : ICommand;

internal sealed class ClearStatisticsHandler(IBeatLog log, IDomainEvents events) : IRequestHandler<ClearStatistics, Result>
{
    public async Task<Result> Handle(ClearStatistics command, CancellationToken cancellationToken)
    {
        await log.ClearStatisticsAsync(cancellationToken);
        await events.PublishAsync(new StatisticsCleared(), cancellationToken);
        return Result.Success;
    }
}
