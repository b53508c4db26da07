using Kuma.Application.Common;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;
using MediatR;

namespace Kuma.Application.Tags;

/// <summary>Puts a tag on a monitor; the same one may be there more than once.</summary>
public sealed record AddMonitorTag(Actor Actor, TagId TagId, MonitorId MonitorId, string? Value) : ICommand;

internal sealed class AddMonitorTagHandler(ITagRepository tags, IMonitorDirectory monitors, IDomainEvents events)
    : IRequestHandler<AddMonitorTag, Result>
{
    public async Task<Result> Handle(AddMonitorTag command, CancellationToken cancellationToken)
    {
        if (monitors.Find(command.MonitorId)?.OwnerId != command.Actor.User)
        {
            return MonitorErrors.NotFound;
        }

        if (!await tags.LinkAsync(command.TagId, command.MonitorId, command.Value, cancellationToken))
        {
            return TagErrors.NotFound;
        }

        await events.PublishAsync(new MonitorLinksChanged(command.MonitorId), cancellationToken);
        return Result.Success;
    }
}
