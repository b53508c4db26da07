using Kuma.Application.Common;
using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using MediatR;

namespace Kuma.Application.Heartbeats;

/// <summary>Deletes the beats and statistics of a monitor, which then starts over. An unknown or foreign one succeeds and changes nothing.</summary>
public sealed record ClearHeartbeats(Actor Actor, MonitorId MonitorId) : ICommand;

internal sealed class ClearHeartbeatsHandler(BeatEraser eraser, IMonitorDirectory monitors, IDomainEvents events)
    : IRequestHandler<ClearHeartbeats, Result>
{
    public async Task<Result> Handle(ClearHeartbeats command, CancellationToken cancellationToken)
    {
        if (monitors.Find(command.MonitorId)?.OwnerId != command.Actor.User)
        {
            return Result.Success;
        }

        try
        {
            await eraser.ClearHeartbeatsAsync([command.MonitorId]).WaitAsync(cancellationToken);
        }
        catch (BeatLogFullException)
        {
            return HeartbeatErrors.NotWritable;
        }

        await events.PublishAsync(new HeartbeatsCleared(command.MonitorId), cancellationToken);
        return Result.Success;
    }
}
