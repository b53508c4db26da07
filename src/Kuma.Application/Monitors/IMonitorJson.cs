namespace Kuma.Application.Monitors;

/// <summary>Writes the wire's object of a monitor, for those who send it elsewhere than to clients.</summary>
public interface IMonitorJson
{
    /// <summary>The object without what only the owner may see.</summary>
    string WithoutSecrets(MonitorView view);
}
