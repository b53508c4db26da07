using Kuma.Application.Common;
using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Domain.Heartbeats;
using MediatR;

namespace Kuma.Application.Heartbeats;

/// <summary>Deletes the beats and statistics of all monitors of the caller; they start over. Those of others stay.</summary>
public sealed record ClearStatistics(Actor Actor) : ICommand;

internal sealed class ClearStatisticsHandler(BeatEraser eraser, IMonitorDirectory monitors, IDomainEvents events)
    : IRequestHandler<ClearStatistics, Result>
{
    public async Task<Result> Handle(ClearStatistics command, CancellationToken cancellationToken)
    {
        var all = monitors.All;
        var own = all.Where(monitor => monitor.OwnerId == command.Actor.User).Select(monitor => monitor.Id).ToList();
        try
        {
            // Emptying the tables as a whole takes no time, deleting a year of many monitors does.
            var cleared = own.Count == all.Count ? eraser.ClearAllAsync(own) : eraser.ClearHeartbeatsAsync(own);
            await cleared.WaitAsync(cancellationToken);
        }
        catch (BeatLogFullException)
        {
            return HeartbeatErrors.NotWritable;
        }

        await events.PublishAsync(new StatisticsCleared(command.Actor.User), cancellationToken);
        return Result.Success;
    }
}
