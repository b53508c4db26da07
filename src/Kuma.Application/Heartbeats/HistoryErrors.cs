using Kuma.Application.Common;

namespace Kuma.Application.Heartbeats;

/// <summary>Refusals around stored beats; the texts are part of the wire.</summary>
public static class HistoryErrors
{
    public static readonly Error InvalidPeriod = new("invalid-period", "Invalid period.");

    public static readonly Error MonitorNeeded = new("monitor-needed", "Monitor ID is required");
}
