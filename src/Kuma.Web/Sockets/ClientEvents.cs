using System.Text.Json.Nodes;

namespace Kuma.Web.Sockets;

/// <summary>What clients may send and what they are answered (spec/socket-events.md part 2), for <c>/asyncapi.json</c>; the handlers are in <see cref="EventMap"/>.</summary>
internal static class ClientEvents
{
    private static readonly Dictionary<string, ClientEvent> _all = new(StringComparer.Ordinal);

    static ClientEvents()
    {
        // Setting up, signing in and out.
        Add("needSetup", "Says whether there is no account yet.", Bare("boolean"));
        Add("setup", "Makes the first account.", Told(), ("username", "string"), ("password", "string"));
        Add(
            "login", "Signs in; with two-factor authentication the first answer asks for the token.",
            Bare("SignInAnswer"), ("credentials", "Credentials"));
        Add("loginByToken", "Signs in with the token of an earlier sign-in.", Done(), ("token", "string"));
        Add("logout", "Signs out; acknowledged without an argument.", Bare("null"));

        // The account.
        Add("prepare2FA", "Makes a secret for two-factor authentication.", Done(("uri", "string")), ("currentPassword", "string"));
        Add("save2FA", "Turns two-factor authentication on.", Told(), ("currentPassword", "string"));
        Add("disable2FA", "Turns two-factor authentication off.", Told(), ("currentPassword", "string"));
        Add("verifyToken", "Says whether a one-time token is right.", Done(("valid", "boolean")), ("token", "string"), ("currentPassword", "string"));
        Add("twoFAStatus", "Says whether two-factor authentication is on.", Done(("status", "boolean")));
        Add("changePassword", "Changes the password and signs the other sessions out.", Told(("token", "string")), ("passwords", "PasswordChange"));
        Add("disconnectOtherSocketClients", "Signs the other sessions out.", Done());

        // Monitors.
        Add("add", "Adds a monitor and starts it.", Told(("monitorID", "integer")), ("monitor", "MonitorInput"));
        Add("editMonitor", "Changes a monitor: keys that are absent stay as they are.", Told(("monitorID", "integer")), ("monitor", "MonitorInput"));
        Add("getMonitor", "Reads a monitor with its secrets.", Done(("monitor", "Monitor")), ("monitorID", "Id"));
        Add("getMonitorList", "Has the list sent again.", Done());
        Add("pauseMonitor", "Pauses a monitor.", Told(), ("monitorID", "Id"));
        Add("resumeMonitor", "Resumes a monitor.", Told(), ("monitorID", "Id"));
        Add(
            "deleteMonitor", "Deletes a monitor; its children too, or they go to the top.",
            Told(), ("monitorID", "Id"), ("deleteChildren?", "boolean"));
        Add(
            "checkDomain", "Says which domain a monitor would have watched for its expiry.",
            Done(("domain", "string|null"), ("tld", "string|null")), ("monitor", "MonitorInput"));

        // Heartbeats.
        Add(
            "getMonitorBeats", "The stored beats of the last hours, oldest first.",
            Done(("data", "StoredHeartbeat[]")), ("monitorID", "Id"), ("hours", "number"));
        Add(
            "getMonitorChartData", "The buckets of a chart over the last hours.",
            Done(("data", "ChartPoint[]")), ("monitorID", "Id"), ("hours", "number"));
        Add(
            "monitorImportantHeartbeatListCount", "How many important beats there are; of all monitors without an id.",
            Done(("count", "integer")), ("monitorID", "Id|null"));
        Add(
            "monitorImportantHeartbeatListPaged", "Important beats, newest first; of all monitors without an id.",
            Done(("data", "ImportantHeartbeat[]")), ("monitorID", "Id|null"), ("offset", "integer"), ("count", "integer"));
        Add("clearEvents", "Deletes the important beats of a monitor.", Done(), ("monitorID", "Id"));
        Add("clearHeartbeats", "Deletes all beats and statistics of a monitor.", Done(), ("monitorID", "Id"));
        Add("clearStatistics", "Deletes the beats and statistics of all monitors.", Done());

        // Tags.
        Add("getTags", "All tags.", Done(("tags", "Tag[]")));
        Add("addTag", "Adds a tag.", Done(("tag", "Tag")), ("tag", "TagInput"));
        Add("editTag", "Changes a tag.", Told(("tag", "Tag")), ("tag", "TagInput"));
        Add("deleteTag", "Deletes a tag.", Told(), ("tagID", "Id"));
        Add("addMonitorTag", "Puts a tag on a monitor.", Told(), ("tagID", "Id"), ("monitorID", "Id"), ("value?", "string|number|null"));
        Add(
            "editMonitorTag", "Changes the value of a tag on a monitor.",
            Told(), ("tagID", "Id"), ("monitorID", "Id"), ("value?", "string|number|null"));
        Add(
            "deleteMonitorTag", "Takes a tag with this value off a monitor.",
            Told(), ("tagID", "Id"), ("monitorID", "Id"), ("value?", "string|number|null"));

        // Notifications.
        Add(
            "addNotification", "Adds a notification, or changes the one with this id.",
            Told(("id", "integer")), ("notification", "NotificationInput"), ("notificationID?", "Id|null"));
        Add("deleteNotification", "Deletes a notification.", Told(), ("notificationID", "Id"));
        Add("testNotification", "Sends a test message.", Done(("msg", "string")), ("notification", "NotificationInput"));
        Add("checkApprise", "Says whether Apprise is installed.", Bare("boolean"));
        Add("getWebpushVapidPublicKey", "The public key for web push.", Done(("msg", "string")));

        // Maintenance.
        Add("addMaintenance", "Adds a maintenance.", Told(("maintenanceID", "integer")), ("maintenance", "MaintenanceInput"));
        Add("editMaintenance", "Changes a maintenance.", Told(("maintenanceID", "integer")), ("maintenance", "MaintenanceInput"));
        Add("addMonitorMaintenance", "Says which monitors it covers, and no others.", Told(), ("maintenanceID", "Id"), ("monitors", "LinkedId[]"));
        Add(
            "addMaintenanceStatusPage", "Says which status pages announce it, and no others.",
            Told(), ("maintenanceID", "Id"), ("statusPages", "LinkedId[]"));
        Add("getMaintenance", "Reads a maintenance.", Done(("maintenance", "Maintenance")), ("maintenanceID", "Id"));
        Add("getMaintenanceList", "Has the list sent again.", Done());
        Add("getMonitorMaintenance", "The monitors that it covers.", Done(("monitors", "LinkedId[]")), ("maintenanceID", "Id"));
        Add("getMaintenanceStatusPage", "The status pages that announce it.", Done(("statusPages", "AnnouncingPage[]")), ("maintenanceID", "Id"));
        Add("pauseMaintenance", "Pauses a maintenance.", Told(), ("maintenanceID", "Id"));
        Add("resumeMaintenance", "Resumes a maintenance.", Told(), ("maintenanceID", "Id"));
        Add("deleteMaintenance", "Deletes a maintenance.", Told(), ("maintenanceID", "Id"));

        // Status pages and their incidents.
        Add("addStatusPage", "Adds a status page.", Told(("slug", "string")), ("title", "string"), ("slug", "string"));
        Add("getStatusPage", "Reads a status page for its editor.", Done(("config", "StatusPage")), ("slug", "string"));
        Add(
            "saveStatusPage", "Saves a status page with its groups; the icon is a data URL to change it.",
            Done(("publicGroupList", "PublicGroup[]")), ("slug", "string"), ("config", "StatusPageInput"), ("icon", "string"), ("groups", "PublicGroup[]"));
        Add("deleteStatusPage", "Deletes a status page.", Done(), ("slug", "string"));
        Add(
            "postIncident", "Pins a new incident, or changes the one with this id.",
            Done(("incident", "Incident")), ("slug", "string"), ("incident", "IncidentInput"));
        Add("unpinIncident", "Unpins the incidents of a page.", Done(), ("slug", "string"));
        Add(
            "getIncidentHistory", "Incidents, newest first; the next page with the cursor of the last.",
            Done(("incidents", "Incident[]"), ("total", "integer"), ("nextCursor", "string|null"), ("hasMore", "boolean")), ("slug", "string"), ("cursor?", "string|null"));
        Add(
            "editIncident", "Changes an incident.",
            Told(("incident", "Incident")), ("slug", "string"), ("incidentID", "Id"), ("incident", "IncidentInput"));
        Add("resolveIncident", "Ends an incident.", Told(("incident", "Incident")), ("slug", "string"), ("incidentID", "Id"));
        Add("deleteIncident", "Deletes an incident.", Told(), ("slug", "string"), ("incidentID", "Id"));

        // Settings and the server.
        Add("getSettings", "All settings.", Done(("data", "Settings")));
        Add(
            "setSettings", "Changes settings; the password is asked for when authentication is turned off.",
            Told(), ("settings", "Settings"), ("currentPassword?", "string|null"));
        Add("initServerTimezone", "Says the time zone of the first browser.", Done(), ("timezone", "string"));
        Add("getGameList", "The games that can be watched.", Done(("gameList", "Game[]")));
        Add("getPM2ProcessList", "The processes of PM2.", Done(("processList", "Pm2Process[]")));
        Add("testChrome", "Starts a browser.", Done(("msg", "Message"), ("msgi18n", "boolean")), ("path", "string"));
        Add("getPushExample", "A program that reports to a push monitor.", Done(("code", "string")), ("language", "string"));
        Add("getDatabaseSize", "The size of the database in bytes.", Done(("size", "integer")));
        Add("shrinkDatabase", "Gives room back to the disk.", Done());

        // What monitors use.
        Add("addProxy", "Adds a proxy, or changes the one with this id.", Told(("id", "integer")), ("proxy", "ProxyInput"), ("proxyID?", "Id|null"));
        Add("deleteProxy", "Deletes a proxy.", Told(), ("proxyID", "Id"));
        Add(
            "addDockerHost", "Adds a Docker host, or changes the one with this id.",
            Told(("id", "integer")), ("host", "DockerHostInput"), ("hostID?", "Id|null"));
        Add("deleteDockerHost", "Deletes a Docker host.", Told(), ("hostID", "Id"));
        Add("testDockerHost", "Asks a Docker host for its containers.", Done(("msg", "string")), ("host", "DockerHostInput"));
        Add(
            "addRemoteBrowser", "Adds a remote browser, or changes the one with this id.",
            Told(("id", "integer")), ("browser", "RemoteBrowserInput"), ("browserID?", "Id|null"));
        Add("deleteRemoteBrowser", "Deletes a remote browser.", Told(), ("browserID", "Id"));
        Add("testRemoteBrowser", "Connects to a remote browser.", Done(("msg", "string")), ("browser", "RemoteBrowserInput"));

        // API keys.
        Add("addAPIKey", "Makes an API key; its text is never told again.", Told(("key", "string"), ("keyID", "integer")), ("key", "ApiKeyInput"));
        Add("getAPIKeyList", "Has the list sent again.", Done());
        Add("disableAPIKey", "Turns an API key off.", Told(), ("keyID", "Id"));
        Add("enableAPIKey", "Turns an API key on.", Told(), ("keyID", "Id"));
        Add("deleteAPIKey", "Deletes an API key.", Told(), ("keyID", "Id"));

        // The tunnel, which is not part of Kuma.
        Add("cloudflared_join", "Hears of the tunnel.", Done());
        Add("cloudflared_leave", "Hears of it no more.", Done());
        Add("cloudflared_start", "Starts it: told that it is not installed.", Done(), ("token?", "string|null"));
        Add("cloudflared_stop", "Stops it.", Done(), ("currentPassword", "string"));
        Add("cloudflared_removeToken", "Forgets its token.", Done());
    }

    public static IReadOnlyDictionary<string, ClientEvent> All => _all;

    private static void Add(string name, string what, (JsonNode Schema, bool IsRefusable) answer, params (string Name, string Type)[] arguments) =>
        _all.Add(name, new ClientEvent(name, what, Values(arguments), answer.Schema, answer.IsRefusable));

    /// <summary>Answered with <c>{ok:true}</c> and these.</summary>
    private static (JsonNode Schema, bool IsRefusable) Done(params (string Name, string Type)[] fields)
    {
        var schema = EventValue.Object([new("ok", "boolean"), .. Values(fields)]);
        schema["properties"]!["ok"] = new JsonObject { ["const"] = true };
        return (schema, true);
    }

    /// <summary>Answered with a message for the user, too.</summary>
    private static (JsonNode Schema, bool IsRefusable) Told(params (string Name, string Type)[] fields) =>
        Done([("msg", "string"), ("msgi18n", "boolean"), .. fields]);

    /// <summary>Answered with something that has no <c>ok</c>.</summary>
    private static (JsonNode Schema, bool IsRefusable) Bare(string type) => (SocketSchemas.Of(type), !char.IsLower(type[0]));

    private static EventValue[] Values((string Name, string Type)[] values) => [.. values.Select(value => new EventValue(value.Name, value.Type))];
}
