using Kuma.Application.Common;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;
using MediatR;

namespace Kuma.Application.Tags;

/// <summary>Changes the value of a tag on a monitor.</summary>
public sealed record EditMonitorTag(Actor Actor, TagId TagId, MonitorId MonitorId, string? Value) : ICommand;

internal sealed class EditMonitorTagHandler(ITagRepository tags, IMonitorDirectory monitors, IDomainEvents events)
    : IRequestHandler<EditMonitorTag, Result>
{
    public async Task<Result> Handle(EditMonitorTag command, CancellationToken cancellationToken)
    {
        if (monitors.Find(command.MonitorId)?.OwnerId != command.Actor.User)
        {
            return MonitorErrors.NotFound;
        }

        await tags.SaveLinkAsync(command.TagId, command.MonitorId, command.Value, cancellationToken);
        await events.PublishAsync(new MonitorLinksChanged(command.MonitorId), cancellationToken);
        return Result.Success;
    }
}
