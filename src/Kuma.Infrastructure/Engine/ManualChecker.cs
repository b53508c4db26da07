using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;

namespace Kuma.Infrastructure.Engine;

/// <summary>Says what its owner has set (spec/monitors.md section 5.28).</summary>
internal sealed class ManualChecker : IChecker
{
    public string Type => MonitorTypes.Manual;

    public Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken) => Task.FromResult(monitor.Settings.ManualStatus switch
    {
        null => new CheckOutcome { Status = HeartbeatStatus.Pending, Message = "Manual monitoring - No status set" },
        (int)HeartbeatStatus.Up => CheckOutcome.Up("Up"),
        (int)HeartbeatStatus.Down => new CheckOutcome { Status = HeartbeatStatus.Down, Message = "Down" },
        (int)HeartbeatStatus.Maintenance => new CheckOutcome { Status = HeartbeatStatus.Maintenance, Message = "Pending" },
        _ => new CheckOutcome { Status = HeartbeatStatus.Pending, Message = "Pending" },
    });
}
