using Kuma.Application.Monitoring;
using Kuma.Application.StatusPages;
using Kuma.Domain.Heartbeats;
using Kuma.Web.Api;
using Kuma.Web.StatusPages;

namespace Kuma.Web.Badges;

/// <summary>The badge of a whole page; unlike the page itself it passes over PENDING.</summary>
internal sealed class PageBadge(ILiveBoard board)
{
    public EncodedBody Make(PublicPage? page, BadgeQuery query)
    {
        try
        {
            return BadgesApi.Svg(Describe(page, query));
        }
        catch (BadgeException e)
        {
            return Answers.Fail(e.Message);
        }
    }

    private Badge Describe(PublicPage? page, BadgeQuery query)
    {
        var states = page is null ? [] : Overall.States(page, board);
        var label = query.Text("label") ?? "";
        Badge Say(string message, string parameter, string color) =>
            new(label, message, query.Text(parameter) ?? color, LabelColor: null, query.Style);

        return (states.Contains(HeartbeatStatus.Maintenance), states.Contains(HeartbeatStatus.Up), states.Contains(HeartbeatStatus.Down)) switch
        {
            (true, _, _) => Say("Maintenance", "maintenanceColor", "#808080"),
            (_, true, true) => Say("Degraded", "partialColor", "#F6BE00"),
            (_, true, false) => Say("Up", "upColor", "#66c20a"),
            (_, false, true) => Say("Down", "downColor", "#c2290a"),
            _ => Badge.NotAvailable(query.Style),
        };
    }
}
