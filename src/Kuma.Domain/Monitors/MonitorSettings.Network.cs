using Kuma.Domain.Common;

namespace Kuma.Domain.Monitors;

public sealed partial record MonitorSettings
{
    // Host and network
    public string? Hostname { get; init; }

    public int? Port { get; init; }

    public int PacketSize { get; init; } = 56;

    public int PingCount { get; init; } = 1;

    public bool PingNumeric { get; init; } = true;

    /// <summary>Seconds.</summary>
    public int PingPerRequestTimeout { get; init; } = 2;

    public string? SmtpSecurity { get; init; }

    public string? ExpectedTlsAlert { get; init; }

    public string? Location { get; init; }

    public string? Protocol { get; init; }

    public string? DnsResolveType { get; init; }

    public string? DnsResolveServer { get; init; }

    public int? NtpStratumThreshold { get; init; } = 5;

    /// <summary>Milliseconds.</summary>
    public int? NtpTimeOffsetThreshold { get; init; } = 1000;

    /// <summary>Milliseconds.</summary>
    public int? NtpRootDispersionThreshold { get; init; } = 500;

    public string? Game { get; init; }

    public bool GamedigGivenPortOnly { get; init; } = true;

    public string? GamedigToken { get; init; }

    public string? SystemServiceName { get; init; }

    public string? DockerContainer { get; init; }

    public DockerHostId? DockerHost { get; init; }

    public string? SnmpOid { get; init; }

    public string? SnmpVersion { get; init; } = "2c";

    /// <summary>Accepted on input, never sent back.</summary>
    public string? SnmpV3Username { get; init; }
}
