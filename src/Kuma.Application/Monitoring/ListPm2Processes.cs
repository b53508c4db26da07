using Kuma.Application.Common;
using MediatR;

namespace Kuma.Application.Monitoring;

/// <summary>The processes that a monitor of the type <c>pm2</c> may watch.</summary>
public sealed record ListPm2Processes(Actor Actor) : IQuery<IReadOnlyList<Pm2Process>>;

internal sealed class ListPm2ProcessesHandler(IPm2Processes processes) : IRequestHandler<ListPm2Processes, Result<IReadOnlyList<Pm2Process>>>
{
    public Task<Result<IReadOnlyList<Pm2Process>>> Handle(ListPm2Processes query, CancellationToken cancellationToken) =>
        processes.ListAsync(cancellationToken);
}
