namespace Kuma.Infrastructure.Tests.Engine;

/// <summary>The real time, on a wall clock that the test sets.</summary>
internal sealed class SteppedClock : TimeProvider
{
    /// <summary>How far the wall clock is off.</summary>
    public TimeSpan Offset { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
}
