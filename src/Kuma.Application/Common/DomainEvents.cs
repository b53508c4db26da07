using Kuma.Domain.Common;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Application.Common;

/// <summary>In-process events. Listeners are looked up late, because some of them send commands themselves.</summary>
internal sealed class DomainEvents(IServiceProvider services) : IDomainEvents
{
    private IDomainEventListener[]? _listeners;

    public async Task PublishAsync(IDomainEvent domainEvent, CancellationToken cancellationToken)
    {
        _listeners ??= [.. services.GetServices<IDomainEventListener>().OrderBy(listener => listener.Order)];
        foreach (var listener in _listeners)
        {
            await listener.OnAsync(domainEvent, cancellationToken);
        }
    }
}
