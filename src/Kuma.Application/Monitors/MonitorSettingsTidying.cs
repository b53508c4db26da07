namespace Kuma.Application.Monitors;

/// <summary>Small corrections that the server makes to what it stores.</summary>
internal static class MonitorSettingsTidying
{
    /// <summary>A ping's timeout is whole seconds.</summary>
    public static MonitorSettings Tidied(this MonitorSettings settings) =>
        settings.Type is "ping" ? settings with { Timeout = Whole(settings.Timeout) } : settings;

    /// <summary>Rounded as the wire rounds: halves go up.</summary>
    public static double Whole(double seconds) => Math.Floor(seconds + 0.5);
}
