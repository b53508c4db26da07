using Kuma.Domain.Common;
using Kuma.Domain.Maintenance;

namespace Kuma.Application.Maintenance;

/// <summary>Every maintenance in memory with what it is doing now. Reads are lock-free and never touch the database.</summary>
public interface IMaintenanceBoard
{
    /// <summary>Moves whenever a list or a page would look different.</summary>
    long Version { get; }

    /// <summary>One of this owner; <c>null</c> when the owner has no such one.</summary>
    MaintenanceView? FindOwned(MaintenanceId id, UserId owner);

    /// <summary>True when anybody has one of this id.</summary>
    bool Exists(MaintenanceId id);

    /// <summary>All of an owner, by id.</summary>
    IReadOnlyList<MaintenanceView> OwnedBy(UserId owner);

    /// <summary>Those under way that the page announces, by id.</summary>
    IReadOnlyList<MaintenanceView> RunningOn(StatusPageId page);
}

/// <summary>A maintenance with what is computed of it.</summary>
/// <param name="Plan">As it is stored.</param>
/// <param name="State">What it is doing now.</param>
/// <param name="Monitors">The monitors that it covers.</param>
/// <param name="Zone">The zone of its times.</param>
/// <param name="ZoneName">That zone's name.</param>
/// <param name="Offset">That zone's offset from UTC now.</param>
public sealed record MaintenanceView(
    MaintenancePlan Plan, MaintenanceState State, IReadOnlyList<MonitorId> Monitors, TimeZoneInfo Zone, string ZoneName, TimeSpan Offset);
