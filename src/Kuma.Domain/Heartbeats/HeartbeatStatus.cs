namespace Kuma.Domain.Heartbeats;

/// <summary>The state that a heartbeat reports; the numbers are those of the wire.</summary>
public enum HeartbeatStatus : short
{
    Down = 0,
    Up = 1,
    Pending = 2,
    Maintenance = 3,
}
