using Kuma.Domain.Common;

namespace Kuma.Domain.Monitors;

/// <summary>A thing that is checked at an interval.</summary>
public sealed class Monitor
{
    public Monitor(MonitorId id, UserId? ownerId, bool active, MonitorSettings settings)
    {
        Id = id;
        OwnerId = ownerId;
        Active = active;
        Settings = settings;
    }

    public MonitorId Id { get; }

    /// <summary>Who owns it; <c>null</c> when the owner's account was removed.</summary>
    public UserId? OwnerId { get; }

    /// <summary>The monitor's own switch; whether it runs depends on its ancestors too.</summary>
    public bool Active { get; private set; }

    public MonitorSettings Settings { get; private set; }

    /// <summary>What the last DNS check found, as text.</summary>
    public string? DnsLastResult { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public MonitorPaused Pause()
    {
        Active = false;
        return new MonitorPaused(Id);
    }

    public MonitorResumed Resume()
    {
        Active = true;
        return new MonitorResumed(Id);
    }

    public MonitorEdited Edit(MonitorSettings settings)
    {
        Settings = settings;
        return new MonitorEdited(Id);
    }
}
