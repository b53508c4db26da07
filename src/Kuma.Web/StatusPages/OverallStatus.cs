using Kuma.Application.Monitoring;
using Kuma.Application.StatusPages;
using Kuma.Domain.Heartbeats;

namespace Kuma.Web.StatusPages;

/// <summary>What a page says of all its monitors together.</summary>
internal enum OverallStatus
{
    /// <summary>The page has no monitor, or none has a beat yet.</summary>
    NoServices,
    AllUp,
    PartiallyDown,
    AllDown,
    Maintenance,
}

/// <summary>Judges pages.</summary>
internal static class Overall
{
    /// <summary>PENDING counts as not up; one monitor under maintenance outweighs any number that are down.</summary>
    public static OverallStatus Of(PublicPage page, ILiveBoard board)
    {
        var states = States(page, board);
        return states switch
        {
            [] => OverallStatus.NoServices,
            _ when states.Contains(HeartbeatStatus.Maintenance) => OverallStatus.Maintenance,
            _ when states.TrueForAll(state => state == HeartbeatStatus.Up) => OverallStatus.AllUp,
            _ when !states.Contains(HeartbeatStatus.Up) => OverallStatus.AllDown,
            _ => OverallStatus.PartiallyDown,
        };
    }

    /// <summary>The newest status of every monitor that has one.</summary>
    public static List<HeartbeatStatus> States(PublicPage page, ILiveBoard board) =>
        [.. page.Groups.SelectMany(group => group.Monitors).Select(monitor => board.Last(monitor.Id)).OfType<Heartbeat>().Select(beat => beat.Status)];
}
