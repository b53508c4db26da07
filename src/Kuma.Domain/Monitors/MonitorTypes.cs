namespace Kuma.Domain.Monitors;

/// <summary>The wire names of the monitor types that the engine itself treats specially.</summary>
public static class MonitorTypes
{
    public const string Http = "http";
    public const string Keyword = "keyword";
    public const string JsonQuery = "json-query";
    public const string Port = "port";
    public const string Ping = "ping";
    public const string Push = "push";
    public const string Docker = "docker";
    public const string RealBrowser = "real-browser";
    public const string Group = "group";
    public const string Manual = "manual";
}
