namespace Kuma.Domain.Common;

/// <summary>Something that has happened; the engine and the client feed listen.</summary>
#pragma warning disable CA1040 // A marker: events share no members.
public interface IDomainEvent;
#pragma warning restore CA1040
