using Kuma.Domain.Common;

namespace Kuma.Application.Common;

/// <summary>Announces what has happened, after it has been stored. Listeners run one after another, in registration order, before it returns.</summary>
public interface IDomainEvents
{
    Task PublishAsync(IDomainEvent domainEvent, CancellationToken cancellationToken);
}

/// <summary>Hears of every domain event; picks what concerns it.</summary>
public interface IDomainEventListener
{
    Task OnAsync(IDomainEvent domainEvent, CancellationToken cancellationToken);
}
