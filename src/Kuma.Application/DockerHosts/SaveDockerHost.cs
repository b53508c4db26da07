using Kuma.Application.Common;
using Kuma.Domain.Common;
using MediatR;

namespace Kuma.Application.DockerHosts;

/// <summary>Adds one, or changes the one with this id.</summary>
public sealed record SaveDockerHost(Actor Actor, DockerHostId? Id, string? Name, string? DockerDaemon, string? DockerType) : ICommand<DockerHostId>;

internal sealed class SaveDockerHostHandler(IDockerHostRepository items, IDomainEvents events)
    : IRequestHandler<SaveDockerHost, Result<DockerHostId>>
{
    public async Task<Result<DockerHostId>> Handle(SaveDockerHost command, CancellationToken cancellationToken)
    {
        var item = new DockerHost(command.Id ?? default, command.Actor.User, command.Name ?? "", command.DockerDaemon ?? "", command.DockerType ?? "");
        if (await items.SaveAsync(item, cancellationToken) is not { } id)
        {
            return DockerHostErrors.NotFound;
        }

        await events.PublishAsync(new OwnedListChanged(command.Actor.User, OwnedList.DockerHosts), cancellationToken);
        return id;
    }
}
