namespace Kuma.Domain.Maintenance;

/// <summary>One window of a recurring maintenance; <paramref name="End"/> is the first instant after it.</summary>
public readonly record struct TimeSlot(DateTimeOffset Start, DateTimeOffset End);
