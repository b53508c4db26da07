using Kuma.Application.Maintenance;
using Kuma.Application.Monitors;
using Kuma.Application.Settings;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;
using Monitor = Kuma.Domain.Monitors.Monitor;

namespace Kuma.Benchmarks;

/// <summary>What the benchmarks work on.</summary>
public static class Samples
{
    public static readonly DateTimeOffset Start = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    public static Monitor Monitor(int id, string type = "http") => new(
        new MonitorId(id), new UserId(1), active: true, new MonitorSettings { Name = $"Monitor {id}", Type = type, Interval = 20, MaxRetries = 2 });

    public static Heartbeat Beat(int id, int number, HeartbeatStatus status = HeartbeatStatus.Up) => new()
    {
        Id = number,
        MonitorId = new MonitorId(id),
        Status = status,
        Time = Start.AddSeconds(20.0 * number),
        EndTime = Start.AddSeconds(20.0 * number).AddMilliseconds(12),
        Message = "200 - OK",
        Ping = 12 + (number % 40),
    };

    public static Heartbeat[] Ring(int id) => [.. Enumerable.Range(1, 100).Select(number => Beat(id, number))];

    internal sealed class Calendar : IMaintenanceCalendar
    {
        public bool IsUnderMaintenance(MonitorId id) => false;
    }

    internal sealed class Timezone : IServerTimezone
    {
        public string Name => "Europe/Berlin";

        public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        public string Offset => "+01:00";

        public bool TryUse(string name) => false;
    }

    /// <summary>A directory of monitors that nobody changes.</summary>
    internal sealed class Directory(IReadOnlyList<Monitor> monitors) : IMonitorDirectory
    {
        public IReadOnlyCollection<Monitor> All => monitors;

        public Monitor? Find(MonitorId id) => monitors[id.Value - 1];

        public IReadOnlyList<Monitor> OwnedBy(UserId owner) => monitors;

        public IReadOnlyList<Monitor> ChildrenOf(MonitorId id) => [];

        public IReadOnlyList<MonitorId> DescendantsOf(MonitorId id) => [];

        public IReadOnlyList<Monitor> AncestorsOf(MonitorId id) => [];

        public Monitor? FindByPushToken(string token) => null;
    }
}
