using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;

namespace Kuma.Application.Monitoring;

/// <summary>Checks monitors of one type. The only slow part of a beat; it may throw anything, the runner makes a DOWN of it.</summary>
public interface IChecker
{
    /// <summary>The monitor type's wire name, e.g. <c>http</c>.</summary>
    string Type { get; }

    /// <summary>How many checks of this kind may run at once.</summary>
    CheckWeight Weight => CheckWeight.Socket;

    /// <summary>How long a check of this monitor may take: its timeout, unless the type counts otherwise. The engine's deadline lies beyond it.</summary>
    TimeSpan LimitOf(MonitorSettings settings) => BeatPolicy.Timeout(settings);

    /// <summary>Makes one check. The token carries the hard deadline.</summary>
    /// <exception cref="CheckFailedException">The target is not as expected; the message is what people read.</exception>
    Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken);
}

/// <summary>The bound that a kind of check runs under.</summary>
public enum CheckWeight
{
    /// <summary>Needs sockets only: hundreds at once.</summary>
    Socket,

    /// <summary>Starts a process: tens at once.</summary>
    Process,

    /// <summary>Drives a browser: few at once.</summary>
    Browser,
}
