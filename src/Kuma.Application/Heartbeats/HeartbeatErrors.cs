using Kuma.Application.Common;

namespace Kuma.Application.Heartbeats;

/// <summary>Refusals around heartbeats; the texts are part of the wire.</summary>
public static class HeartbeatErrors
{
    public static readonly Error InvalidPing = new("push-invalid-ping", "Invalid ping value. Must be between 0 and 100000000000 ms.");

    public static readonly Error UnknownToken = new("push-unknown-token", "Monitor not found or not active.");

    public static readonly Error NotWritable = new(
        "push-not-writable", "The database is not reachable and the buffer of unwritten heartbeats is full.");

    public static readonly Error InvalidPeriod = new("chart-invalid-period", "Invalid period.");
}
