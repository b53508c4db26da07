namespace Kuma.Web.Tests.Sockets.Matrix;

/// <summary>The table of all events, in the order of docs/compatibility.md.</summary>
internal static class EventCases
{
    private const string Ok = """{"ok":true}""";
    private const string Added = """{"ok":true,"msg":"successAdded","msgi18n":true}""";
    private const string Edited = """{"ok":true,"msg":"successEdited","msgi18n":true}""";
    private const string Saved = """{"ok":true,"msg":"Saved.","msgi18n":true}""";
    private const string Deleted = """{"ok":true,"msg":"successDeleted","msgi18n":true}""";
    private const string Paused = """{"ok":true,"msg":"successPaused","msgi18n":true}""";
    private const string Resumed = """{"ok":true,"msg":"successResumed","msgi18n":true}""";
    private const string NotOwned = """{"ok":false,"msg":"You do not own this monitor."}""";
    private const string NoMonitor = """{"ok":false,"msg":"Monitor not found"}""";
    private const string NoMaintenance = """{"ok":false,"msg":"Maintenance not found"}""";
    private const string NoSlug = """{"ok":false,"msg":"slug is not found"}""";
    private const string NoIncident = """{"ok":false,"msg":"Incident not found or access denied","msgi18n":true}""";
    private const string VisitorTranslated = """{"ok":false,"msg":"You are not logged in.","msgi18n":true}""";
    private const string VisitorExplicit = """{"ok":false,"msg":"You are not logged in.","msgi18n":false}""";
    private const string Empty = """{"ok":true,"data":[]}""";

    private const string Monitor =
        """{"type":"push","name":"m","interval":60,"active":false,"accepted_statuscodes":["200-299"],"notificationIDList":{},"conditions":[]}""";

    private const string Maintenance =
        """{"title":"t","description":"","strategy":"manual","active":true,"dateRange":[],"timeRange":[],"weekdays":[],"daysOfMonth":[]""";

    private const string Page = """
        {"slug":"{slug}","title":"p","description":null,"theme":"auto","autoRefreshInterval":300,"published":true,"showTags":false,
         "domainNameList":[],"customCSS":"","footerText":null,"showPoweredBy":true,"showCertificateExpiry":false,"analyticsType":null}
        """;

    public static readonly EventCase[] All =
    [
        new("login", """[{"username":"admin","password":"Passw0rd!23","token":""}]""", Ok) { IsPublic = true },
        new("loginByToken", """["{jwt}"]""", Ok) { IsPublic = true },
        new("logout", "[]", "null") { IsPublic = true, EndsSession = true },
        new("needSetup", "[]", "false") { IsPublic = true },
        new(
            "setup",
            """["other","Passw0rd!24"]""",
            """{"ok":false,"msg":"Uptime Kuma has been initialized. If you want to run setup again, please delete the database.","msgi18n":false}""")
            { IsPublic = true },
        new("prepare2FA", """["Passw0rd!23"]""", Ok),
        new("save2FA", """["Passw0rd!23"]""", """{"ok":true,"msg":"2faEnabled","msgi18n":true}"""),
        new("verifyToken", """["000000","Passw0rd!23"]""", """{"ok":false,"msg":"authInvalidToken","msgi18n":true,"valid":false}"""),
        new("twoFAStatus", "[]", Ok),
        new("disable2FA", """["Passw0rd!23"]""", """{"ok":true,"msg":"2faDisabled","msgi18n":true}"""),
        new(
            "changePassword",
            """[{"currentPassword":"Passw0rd!23","newPassword":"Passw0rd!23"}]""",
            """{"ok":true,"msg":"successAuthChangePassword","msgi18n":true}""")
            { Visitor = VisitorExplicit },
        new("disconnectOtherSocketClients", "[]", Ok),

        new("add", $"[{Monitor}]", Added),
        new("editMonitor", """[{"id":"{monitor}","name":"other","interval":90}]""", Saved, """{"ok":false,"msg":"Permission denied."}"""),
        new("getMonitor", """["{monitor}"]""", Ok, NoMonitor),
        new("getMonitorList", "[]", Ok),
        new("pauseMonitor", """["{monitor}"]""", Paused, NotOwned),
        new("resumeMonitor", """["{monitor}"]""", Resumed, NotOwned),
        new("deleteMonitor", """["{monitor}",true]""", Deleted, Deleted),
        new("checkDomain", """[{"type":"http","url":"https://a.example.com"}]""", """{"ok":true,"domain":"example.com","tld":"com"}""")
            { Visitor = """{"ok":false,"msg":"You are not logged in.","msgi18n":false,"meta":{}}""" },

        new("getMonitorBeats", """["{monitor}",24]""", Ok, Empty),
        new("getMonitorChartData", """["{monitor}",24]""", Ok, Ok),
        new("monitorImportantHeartbeatListCount", """["{monitor}"]""", Ok, """{"ok":true,"count":0}"""),
        new("monitorImportantHeartbeatListPaged", """["{monitor}",0,25]""", Ok, Empty),
        new("clearEvents", """["{monitor}"]""", Ok, Ok),
        new("clearHeartbeats", """["{monitor}"]""", Ok, Ok),
        new("clearStatistics", "[]", Ok),

        new("getTags", "[]", Ok),
        new("addTag", """[{"name":"n","color":"#059669","new":true}]""", Ok),
        new("editTag", """[{"id":"{tag}","name":"n","color":"#059669"}]""", Saved, """{"ok":false,"msg":"tagNotFound","msgi18n":true}""")
            { IsShared = true },
        new("deleteTag", """["{tag}"]""", Deleted, Deleted) { IsShared = true },
        new("addMonitorTag", """["{tag}","{monitor}","v"]""", Added, NoMonitor),
        new("editMonitorTag", """["{tag}","{monitor}","v"]""", Edited, NoMonitor),
        new("deleteMonitorTag", """["{tag}","{monitor}","v"]""", Deleted, NoMonitor),

        new("addNotification", """[{"name":"n","type":"webhook","isDefault":false,"applyExisting":false},null]""", Saved),
        new("deleteNotification", """["{notification}"]""", Deleted, """{"ok":false,"msg":"notification not found"}"""),
        new("testNotification", """[{"name":"n","type":"no-such-type"}]""", """{"ok":false,"msg":"Notification type is not supported"}"""),
        new("checkApprise", "[]", "false") { IsPublic = true },
        new("getWebpushVapidPublicKey", "[]", Ok) { IsPublic = true },

        new("addMaintenance", $"[{Maintenance}}}]", Added),
        new("editMaintenance", $$"""[{{Maintenance}},"id":"{maintenance}"}]""", Saved, NoMaintenance) { Foreign = """{"ok":false,"msg":"Permission denied."}""" },
        new("addMonitorMaintenance", """["{maintenance}",[{"id":"{monitor}"}]]""", Added, NoMaintenance),
        new("addMaintenanceStatusPage", """["{maintenance}",[]]""", Added, NoMaintenance),
        new("getMaintenance", """["{maintenance}"]""", Ok, NoMaintenance),
        new("getMaintenanceList", "[]", Ok),
        new("getMonitorMaintenance", """["{maintenance}"]""", Ok, "{}"),
        new("getMaintenanceStatusPage", """["{maintenance}"]""", Ok, "{}"),
        new("pauseMaintenance", """["{maintenance}"]""", Paused, NoMaintenance),
        new("resumeMaintenance", """["{maintenance}"]""", Resumed, NoMaintenance),
        new("deleteMaintenance", """["{maintenance}"]""", Deleted, Deleted),

        new("addStatusPage", """["A page","{newSlug}"]""", Added),
        new("getStatusPage", """["{slug}"]""", Ok, """{"ok":false,"msg":"No slug?"}""") { IsShared = true },
        new("saveStatusPage", $"""["{"{slug}"}",{Page},"/icon.svg",[]]""", """{"ok":true,"publicGroupList":[]}""", """{"ok":false,"msg":"No slug?"}""")
            { IsShared = true },
        new("postIncident", """["{slug}",{"title":"t","content":"c","style":"info"}]""", Ok, NoSlug) { IsShared = true },
        new("unpinIncident", """["{slug}"]""", Ok, Ok) { IsShared = true },
        new("getIncidentHistory", """["{slug}",null]""", """{"ok":true,"incidents":[],"total":0,"nextCursor":null,"hasMore":false}""", NoSlug)
            { IsPublic = true, IsShared = true },
        new("editIncident", """["{slug}","{incident}",{"title":"t","content":"c","style":"info"}]""", Saved, """{"ok":false,"msg":"slug is not found","msgi18n":true}""")
            { IsShared = true, Visitor = VisitorTranslated },
        new("resolveIncident", """["{slug}","{incident}"]""", """{"ok":true,"msg":"Resolved","msgi18n":true}""", """{"ok":false,"msg":"slug is not found","msgi18n":true}""")
            { IsShared = true, Visitor = VisitorTranslated },
        new("deleteIncident", """["{slug}","{incident}"]""", Deleted, """{"ok":false,"msg":"slug is not found","msgi18n":true}""")
            { IsShared = true, Visitor = VisitorTranslated },
        new("deleteStatusPage", """["{slug}"]""", Ok, """{"ok":false,"msg":"Status Page is not found"}""") { IsShared = true },

        new("getSettings", "[]", Ok),
        new("setSettings", """[{"searchEngineIndex":true},""]""", Saved),
        new("initServerTimezone", """["Europe/Berlin"]""", Ok),
        new("getGameList", "[]", Ok),
        new("getPM2ProcessList", "[]", "{}"),
        new("testChrome", """["/no/such/browser"]""", """{"ok":false}"""),
        new("getPushExample", """["bash-curl"]""", Ok),
        new("getDatabaseSize", "[]", Ok),
        new("shrinkDatabase", "[]", Ok),

        new("addProxy", """[{"protocol":"http","host":"h","port":3128,"auth":false,"active":true,"default":false,"applyExisting":false},null]""", Saved),
        new("deleteProxy", """["{proxy}"]""", Deleted, """{"ok":false,"msg":"proxy not found"}"""),
        new("addDockerHost", """[{"name":"d","dockerDaemon":"/no/such.sock","dockerType":"socket"},null]""", Saved),
        new("deleteDockerHost", """["{dockerHost}"]""", Deleted, """{"ok":false,"msg":"docker host not found"}"""),
        new("testDockerHost", """[{"dockerDaemon":"/no/such.sock","dockerType":"socket"}]""", """{"ok":false}"""),
        new("addRemoteBrowser", """[{"name":"b","url":"ws://127.0.0.1:9"},null]""", Saved),
        new("deleteRemoteBrowser", """["{remoteBrowser}"]""", Deleted, """{"ok":false,"msg":"Remote Browser not found"}"""),
        new("testRemoteBrowser", """[{"url":"ws://127.0.0.1:9"}]""", """{"ok":false}"""),

        new("addAPIKey", """[{"name":"k","expires":null,"active":true}]""", Added),
        new("getAPIKeyList", "[]", Ok),
        new("disableAPIKey", """["{apiKey}"]""", """{"ok":true,"msg":"successDisabled","msgi18n":true}""", """{"ok":true,"msg":"successDisabled","msgi18n":true}"""),
        new("enableAPIKey", """["{apiKey}"]""", """{"ok":true,"msg":"successEnabled","msgi18n":true}""", """{"ok":true,"msg":"successEnabled","msgi18n":true}"""),
        new("deleteAPIKey", """["{apiKey}"]""", Deleted, Deleted),

        new("cloudflared_join", "[]", Ok),
        new("cloudflared_leave", "[]", Ok),
        new("cloudflared_start", "[]", Ok),
        new("cloudflared_stop", """["Passw0rd!23"]""", Ok),
        new("cloudflared_removeToken", "[]", Ok),
    ];
}
