using Kuma.Domain.Common;

namespace Kuma.Domain.Monitors;

/// <summary>
/// Everything a user can set on a monitor. One record for every type: a field that a type does not use keeps its default, because the
/// wire always carries all of them. Names are those of the wire in C# spelling; defaults are the column defaults of spec/monitors.md section 2.
/// </summary>
public sealed partial record MonitorSettings
{
    // Identity and hierarchy
    public string Name { get; init; } = "";

    public string? Description { get; init; }

    /// <summary>The kind of check, by its wire name (spec/monitors.md section 5).</summary>
    public string Type { get; init; } = "http";

    public string? Subtype { get; init; }

    /// <summary>The group it belongs to.</summary>
    public MonitorId? Parent { get; init; }

    public int Weight { get; init; } = 2000;

    // Schedule and common options
    /// <summary>Seconds from the start of one check to the start of the next.</summary>
    public int Interval { get; init; } = 20;

    /// <summary>Seconds between checks while PENDING; 0 means the interval.</summary>
    public int RetryInterval { get; init; }

    /// <summary>Number of consecutive DOWN beats between repeated notifications; 0 means never.</summary>
    public int ResendInterval { get; init; }

    public int MaxRetries { get; init; }

    public bool RetryOnlyOnStatusCodeFailure { get; init; }

    /// <summary>Seconds; 0 means 0.8 times the interval.</summary>
    public double Timeout { get; init; }

    public bool UpsideDown { get; init; }

    public bool ExpiryNotification { get; init; } = true;

    public bool DomainExpiryNotification { get; init; }

    public bool IgnoreTls { get; init; }

    public ProxyId? ProxyId { get; init; }

    /// <summary>`ipv4`, `ipv6` or <c>null</c> for either.</summary>
    public string? IpFamily { get; init; }

    /// <summary>JSON array (spec/monitors.md section 4.6).</summary>
    public string Conditions { get; init; } = "[]";
}
