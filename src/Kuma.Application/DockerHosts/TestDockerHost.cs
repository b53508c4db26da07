using Kuma.Application.Common;
using MediatR;

namespace Kuma.Application.DockerHosts;

/// <summary>Asks a Docker daemon for its containers; returns how many there are.</summary>
public sealed record TestDockerHost(Actor Actor, string DockerDaemon, string DockerType) : ICommand<int>;

internal sealed class TestDockerHostHandler(IDockerProbe docker) : IRequestHandler<TestDockerHost, Result<int>>
{
    public Task<Result<int>> Handle(TestDockerHost command, CancellationToken cancellationToken) =>
        docker.CountContainersAsync(command.DockerDaemon, command.DockerType, cancellationToken);
}

/// <summary>Talks to a Docker daemon.</summary>
public interface IDockerProbe
{
    /// <summary>The number of containers, running or not.</summary>
    Task<Result<int>> CountContainersAsync(string daemon, string type, CancellationToken cancellationToken);
}
