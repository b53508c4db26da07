using Kuma.Domain.Common;

namespace Kuma.Application.Proxies;

/// <summary>A proxy that checks go through.</summary>
public sealed record Proxy(ProxyId Id, UserId Owner, string Protocol, string Host, int Port, bool Auth, string? Username, string? Password, bool Active, bool IsDefault, string CreatedDate);

/// <summary>Where they are kept.</summary>
public interface IProxyRepository
{
    Task<IReadOnlyList<Proxy>> ListAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Finds one whosever it is; for checks.</summary>
    Task<Proxy?> FindAsync(ProxyId id, CancellationToken cancellationToken);

    /// <summary>Stores a new one (its id is 0) or an existing one; returns the id, <c>null</c> when the owner has no such one.</summary>
    Task<ProxyId?> SaveAsync(Proxy item, CancellationToken cancellationToken);

    /// <summary>Removes it, and monitors lose it; false when the owner has no such one.</summary>
    Task<bool> DeleteAsync(ProxyId id, UserId owner, CancellationToken cancellationToken);

    /// <summary>Makes all monitors of the owner use it.</summary>
    Task ApplyToAllAsync(ProxyId id, UserId owner, CancellationToken cancellationToken);
}
