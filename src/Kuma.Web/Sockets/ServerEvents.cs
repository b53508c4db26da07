namespace Kuma.Web.Sockets;

/// <summary>All events that the server sends (spec/socket-events.md part 3, and the lean feed of docs/adr/0007-lean-feed.md).</summary>
internal static class ServerEvents
{
    private const string Caller = "the caller";
    private const string Room = "everybody who is signed in as the user";
    private const string Full = "those signed in as the user who have the full feed";
    private const string Lean = "those signed in as the user who asked for the lean feed";
    private const string Tunnel = "those who joined the tunnel's page";
    private const string Changed = "at sign-in, and after each change";

    private static readonly List<ServerEvent> _all = [];

    public static readonly ServerEvent Info = Add("info", Caller, "on connect (three fields), at sign-in and after settings changed (all)", ("info", "Info"));
    public static readonly ServerEvent Setup = Add("setup", Caller, "on connect, while there is no account");
    public static readonly ServerEvent LoginRequired = Add("loginRequired", Caller, "on connect");
    public static readonly ServerEvent AutoLogin = Add("autoLogin", Caller, "on connect while authentication is off, after everything of a sign-in");
    public static readonly ServerEvent Refresh = Add("refresh", "the user's other clients", "before they are disconnected");
    public static readonly ServerEvent InitServerTimezone = Add("initServerTimezone", Caller, "at the end of a sign-in, until it was answered once");

    public static readonly ServerEvent MonitorList = Add("monitorList", Full, "at sign-in, and when it is asked for", ("monitors", "Monitor{}"));
    public static readonly ServerEvent UpdateMonitorIntoList = Add("updateMonitorIntoList", Room, "after a monitor changed", ("monitors", "Monitor{}"));
    public static readonly ServerEvent DeleteMonitorFromList = Add("deleteMonitorFromList", Room, "after a monitor was deleted", ("monitorID", "integer|string"));
    public static readonly ServerEvent MonitorTypeList = Add("monitorTypeList", Room, "at sign-in", ("types", "MonitorType{}"));

    public static readonly ServerEvent Heartbeat = Add("heartbeat", Full, "with every beat", ("heartbeat", "Heartbeat"));
    public static readonly ServerEvent HeartbeatList = Add(
        "heartbeatList", Caller + "; " + Room + " after beats were cleared", "at sign-in for each monitor, oldest first, and after clearing",
        ("monitorID", "integer|string"), ("beats", "StoredHeartbeat[]"), ("overwrite", "boolean"));

    public static readonly ServerEvent AvgPing = Add(
        "avgPing", Full, "at sign-in, and after every beat", ("monitorID", "integer"), ("milliseconds over 24 hours", "number|null"));

    public static readonly ServerEvent Uptime = Add(
        "uptime", Full, "at sign-in, and after every beat, once per period", ("monitorID", "integer"), ("period", "UptimePeriod"), ("ratio", "number"));

    public static readonly ServerEvent CertInfo = Add(
        "certInfo", Room, "at sign-in, and after beats, where a certificate is known", ("monitorID", "integer"), ("JSON text of {valid, certInfo}", "string"));

    public static readonly ServerEvent DomainInfo = Add(
        "domainInfo", Room, "at sign-in, and after beats, where an expiry is known", ("monitorID", "integer"), ("daysRemaining", "integer"), ("expiresOn", "string"));

    public static readonly ServerEvent NotificationList = Add("notificationList", Room, Changed, ("notifications", "Notification[]"));
    public static readonly ServerEvent ProxyList = Add("proxyList", Room, Changed, ("proxies", "Proxy[]"));
    public static readonly ServerEvent DockerHostList = Add("dockerHostList", Room, Changed, ("hosts", "DockerHost[]"));
    public static readonly ServerEvent RemoteBrowserList = Add("remoteBrowserList", Room, Changed, ("browsers", "RemoteBrowser[]"));
    public static readonly ServerEvent ApiKeyList = Add("apiKeyList", Room, Changed, ("keys", "ApiKey[]"));
    public static readonly ServerEvent MaintenanceList = Add(
        "maintenanceList", Room, Changed + ", when a window begins or ends, after settings changed, and before important beats", ("maintenances", "Maintenance{}"));

    public static readonly ServerEvent StatusPageList = Add("statusPageList", Room, Changed, ("pages", "StatusPage{}"));

    public static readonly ServerEvent CloudflaredInstalled = Add("cloudflared_installed", Room, "after cloudflared_join", ("installed", "boolean"));
    public static readonly ServerEvent CloudflaredRunning = Add("cloudflared_running", Room, "after cloudflared_join", ("running", "boolean"));
    public static readonly ServerEvent CloudflaredToken = Add("cloudflared_token", Room, "after cloudflared_join", ("token", "string|null"));
    public static readonly ServerEvent CloudflaredErrorMessage = Add("cloudflared_errorMessage", Tunnel, "after cloudflared_start", ("message", "string"));

    public static readonly ServerEvent LeanMonitors = Add(
        "leanMonitors", Lean, "at sign-in, and in the place of monitorList",
        ("what most monitors have", "object"), ("what of each monitor differs, by id", "object"));

    public static readonly ServerEvent LeanHistory = Add("leanHistory", Lean, "at sign-in, in the place of heartbeatList, avgPing and uptime", ("histories", "array"));
    public static readonly ServerEvent LeanBeats = Add("leanBeats", Lean, "with beats, in the place of heartbeat, avgPing and uptime", ("beats", "array"));

    public static IReadOnlyList<ServerEvent> All => _all;

    private static ServerEvent Add(string name, string to, string when, params (string Name, string Type)[] arguments)
    {
        var told = new ServerEvent(name, to, when, [.. arguments.Select(argument => new EventValue(argument.Name, argument.Type))]);
        _all.Add(told);
        return told;
    }
}
