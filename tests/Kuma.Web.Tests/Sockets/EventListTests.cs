using Kuma.Web.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Web.Tests.Sockets;

public sealed class EventListTests(SocketHost host) : IClassFixture<SocketHost>
{
    private static readonly string[] All =
    [
        "login", "loginByToken", "logout", "needSetup", "setup", "prepare2FA", "save2FA", "disable2FA", "verifyToken", "twoFAStatus",
        "changePassword", "disconnectOtherSocketClients", "add", "editMonitor", "getMonitorList", "getMonitor", "deleteMonitor",
        "pauseMonitor", "resumeMonitor", "checkDomain", "getMonitorBeats", "getMonitorChartData", "monitorImportantHeartbeatListCount",
        "monitorImportantHeartbeatListPaged", "clearEvents", "clearHeartbeats", "clearStatistics", "getTags", "addTag", "editTag",
        "deleteTag", "addMonitorTag", "editMonitorTag", "deleteMonitorTag", "addNotification", "deleteNotification", "testNotification",
        "checkApprise", "getWebpushVapidPublicKey", "addMaintenance", "editMaintenance", "addMonitorMaintenance",
        "addMaintenanceStatusPage", "getMaintenance", "getMaintenanceList", "getMonitorMaintenance", "getMaintenanceStatusPage",
        "deleteMaintenance", "pauseMaintenance", "resumeMaintenance", "addStatusPage", "getStatusPage", "saveStatusPage",
        "deleteStatusPage", "postIncident", "unpinIncident", "getIncidentHistory", "editIncident", "deleteIncident", "resolveIncident",
        "getSettings", "setSettings", "initServerTimezone", "getGameList", "getPM2ProcessList", "testChrome", "getPushExample",
        "getDatabaseSize", "shrinkDatabase", "addProxy", "deleteProxy", "addDockerHost", "deleteDockerHost", "testDockerHost",
        "addRemoteBrowser", "deleteRemoteBrowser", "testRemoteBrowser", "addAPIKey", "getAPIKeyList", "deleteAPIKey", "disableAPIKey",
        "enableAPIKey", "cloudflared_join", "cloudflared_leave", "cloudflared_start", "cloudflared_stop", "cloudflared_removeToken",
    ];

    [Fact]
    public void Every_event_is_mapped_and_none_is_unknown()
    {
        var mapped = host.Kuma.Services.GetRequiredService<EventMap>().Entries.Keys;

        All.Length.ShouldBe(87);
        mapped.Order(StringComparer.Ordinal).ShouldBe(All.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_description_of_the_api_has_every_mapped_event()
    {
        var text = await host.Kuma.Client.GetStringAsync("/asyncapi.json", TestContext.Current.CancellationToken);

        var described = System.Text.Json.Nodes.JsonNode.Parse(text)!["operations"]!.AsObject()
            .Where(operation => (string)operation.Value!["action"]! == "receive").Select(operation => operation.Key);
        described.Order(StringComparer.Ordinal)
            .ShouldBe(host.Kuma.Services.GetRequiredService<EventMap>().Entries.Keys.Order(StringComparer.Ordinal));
    }
}
