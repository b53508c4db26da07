using Kuma.Domain.Common;

namespace Kuma.Application.RemoteBrowsers;

/// <summary>A browser on another machine, by the address of its WebSocket.</summary>
public sealed record RemoteBrowser(RemoteBrowserId Id, UserId Owner, string Name, string Url);

/// <summary>Where they are kept.</summary>
public interface IRemoteBrowserRepository
{
    Task<IReadOnlyList<RemoteBrowser>> ListAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Stores a new one (its id is 0) or an existing one; returns the id, <c>null</c> when the owner has no such one.</summary>
    Task<RemoteBrowserId?> SaveAsync(RemoteBrowser item, CancellationToken cancellationToken);

    /// <summary>Removes it, and monitors lose it; false when the owner has no such one.</summary>
    Task<bool> DeleteAsync(RemoteBrowserId id, UserId owner, CancellationToken cancellationToken);
}
