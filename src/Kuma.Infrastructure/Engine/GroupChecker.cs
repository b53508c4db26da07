using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;

namespace Kuma.Infrastructure.Engine;

/// <summary>A group is as its children are (spec/monitors.md section 5.6).</summary>
internal sealed class GroupChecker(IMonitorDirectory directory, ILiveBoard board) : IChecker
{
    public string Type => MonitorTypes.Group;

    public Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken) => Task.FromResult(Check(monitor));

    private CheckOutcome Check(Monitor group)
    {
        var children = directory.ChildrenOf(group.Id);
        if (children.Count == 0)
        {
            return new CheckOutcome { Status = HeartbeatStatus.Pending, Message = "Group empty" };
        }

        var down = new List<string>();
        var pending = new List<string>();
        foreach (var child in children.Where(child => child.Active))
        {
            switch (board.Last(child.Id)?.Status)
            {
                case HeartbeatStatus.Down:
                    down.Add(Label(child));
                    break;
                case null or HeartbeatStatus.Pending:
                    pending.Add(Label(child));
                    break;
                default:
                    break;
            }
        }

        if (down.Count > 0)
        {
            var message = $"Child monitors down: {string.Join(", ", down)}";
            return CheckOutcome.Failed(pending.Count > 0 ? $"{message}; pending: {string.Join(", ", pending)}" : message);
        }

        return pending.Count > 0
            ? new CheckOutcome { Status = HeartbeatStatus.Pending, Message = $"Pending child monitors: {string.Join(", ", pending)}" }
            : CheckOutcome.Up("All children up and running");
    }

    private static string Label(Monitor child) => string.IsNullOrEmpty(child.Settings.Name) ? $"#{child.Id.Value}" : child.Settings.Name;
}
