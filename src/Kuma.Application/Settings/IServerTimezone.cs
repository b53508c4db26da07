namespace Kuma.Application.Settings;

/// <summary>The zone that jobs, maintenance and local times in messages follow.</summary>
public interface IServerTimezone
{
    /// <summary>The IANA name in force.</summary>
    string Name { get; }

    TimeZoneInfo Zone { get; }

    /// <summary>The offset from UTC now, as <c>+hh:mm</c>.</summary>
    string Offset { get; }

    /// <summary>Takes a zone into force; false when there is no such zone.</summary>
    bool TryUse(string name);
}
