namespace Kuma.Application.Monitors;

/// <summary>Small corrections that the server makes to what it stores.</summary>
internal static class MonitorSettingsTidying
{
    /// <summary>A ping's timeout is whole seconds.</summary>
    public static MonitorSettings Tidied(this MonitorSettings settings) =>
        settings.Type is "ping" ? settings with { Timeout = Math.Round(settings.Timeout) } : settings;
}
