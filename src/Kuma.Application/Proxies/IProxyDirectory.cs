using System.Collections.Concurrent;
using Kuma.Application.Common;
using Kuma.Domain.Common;

namespace Kuma.Application.Proxies;

/// <summary>Proxies in memory, for the checks that go through them.</summary>
public interface IProxyDirectory
{
    /// <summary>Finds a proxy, switched off ones too; asks the database once after each change.</summary>
    ValueTask<Proxy?> FindAsync(ProxyId id, CancellationToken cancellationToken);
}

/// <summary>Remembers what was asked for until some proxy changes.</summary>
internal sealed class ProxyDirectory(IProxyRepository proxies) : IProxyDirectory, IDomainEventListener
{
    private volatile ConcurrentDictionary<ProxyId, Proxy?> _known = new();

    public int Order => -100;

    public async ValueTask<Proxy?> FindAsync(ProxyId id, CancellationToken cancellationToken)
    {
        // An answer that is overtaken by a change goes into the memory that was thrown away.
        var known = _known;
        if (known.TryGetValue(id, out var proxy))
        {
            return proxy;
        }

        return known[id] = await proxies.FindAsync(id, cancellationToken);
    }

    public Task OnAsync(IDomainEvent domainEvent, CancellationToken cancellationToken)
    {
        if (domainEvent is OwnedListChanged { List: OwnedList.Proxies })
        {
            _known = new ConcurrentDictionary<ProxyId, Proxy?>();
        }

        return Task.CompletedTask;
    }
}
