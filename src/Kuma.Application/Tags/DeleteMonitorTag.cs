using Kuma.Application.Common;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;
using MediatR;

namespace Kuma.Application.Tags;

/// <summary>Takes a tag with this value off a monitor.</summary>
public sealed record DeleteMonitorTag(Actor Actor, TagId TagId, MonitorId MonitorId, string? Value) : ICommand;

internal sealed class DeleteMonitorTagHandler(ITagRepository tags, IMonitorDirectory monitors, IDomainEvents events)
    : IRequestHandler<DeleteMonitorTag, Result>
{
    public async Task<Result> Handle(DeleteMonitorTag command, CancellationToken cancellationToken)
    {
        if (monitors.Find(command.MonitorId)?.OwnerId != command.Actor.User)
        {
            return MonitorErrors.NotFound;
        }

        await tags.UnlinkAsync(command.TagId, command.MonitorId, command.Value, cancellationToken);
        await events.PublishAsync(new MonitorLinksChanged(command.MonitorId), cancellationToken);
        return Result.Success;
    }
}
