using Kuma.Domain.Common;

namespace Kuma.Domain.StatusPages;

/// <summary>A status page or one of its incidents was added, changed or removed.</summary>
public sealed record StatusPagesChanged : IDomainEvent;
