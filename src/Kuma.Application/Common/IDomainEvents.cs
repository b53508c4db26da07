using Kuma.Domain.Common;

namespace Kuma.Application.Common;

/// <summary>Announces what has happened, after it has been stored. Listeners run one after another, by their order, before it returns.</summary>
public interface IDomainEvents
{
    Task PublishAsync(IDomainEvent domainEvent, CancellationToken cancellationToken);
}

/// <summary>Hears of every domain event; picks what concerns it.</summary>
public interface IDomainEventListener
{
    /// <summary>Smaller numbers hear first: read models (-100), feeds to clients (0), the engine (100).</summary>
    int Order => 0;

    Task OnAsync(IDomainEvent domainEvent, CancellationToken cancellationToken);
}
