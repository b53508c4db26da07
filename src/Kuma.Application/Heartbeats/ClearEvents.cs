using Kuma.Application.Common;
using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using MediatR;

namespace Kuma.Application.Heartbeats;

/// <summary>Takes the messages and the importance from all beats of a monitor. An unknown or foreign one succeeds and changes nothing.</summary>
public sealed record ClearEvents(Actor Actor, MonitorId MonitorId) : ICommand;

internal sealed class ClearEventsHandler(BeatEraser eraser, IMonitorDirectory monitors) : IRequestHandler<ClearEvents, Result>
{
    public async Task<Result> Handle(ClearEvents command, CancellationToken cancellationToken)
    {
        if (monitors.Find(command.MonitorId)?.OwnerId != command.Actor.User)
        {
            return Result.Success;
        }

        try
        {
            await eraser.ClearEventsAsync(command.MonitorId).WaitAsync(cancellationToken);
            return Result.Success;
        }
        catch (BeatLogFullException)
        {
            return HeartbeatErrors.NotWritable;
        }
    }
}
