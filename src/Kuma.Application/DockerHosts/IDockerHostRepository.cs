using Kuma.Domain.Common;

namespace Kuma.Application.DockerHosts;

/// <summary>A Docker daemon that monitors ask: a socket path or an address.</summary>
public sealed record DockerHost(DockerHostId Id, UserId Owner, string Name, string DockerDaemon, string DockerType);

/// <summary>Where they are kept.</summary>
public interface IDockerHostRepository
{
    Task<IReadOnlyList<DockerHost>> ListAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Stores a new one (its id is 0) or an existing one; returns the id, <c>null</c> when the owner has no such one.</summary>
    Task<DockerHostId?> SaveAsync(DockerHost item, CancellationToken cancellationToken);

    /// <summary>Removes it, and monitors lose it; false when the owner has no such one.</summary>
    Task<bool> DeleteAsync(DockerHostId id, UserId owner, CancellationToken cancellationToken);
}
