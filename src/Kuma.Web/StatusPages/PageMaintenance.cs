using System.Globalization;
using System.Text;
using Kuma.Application.Maintenance;
using Kuma.Application.StatusPages;
using Kuma.Domain.Common;
using Kuma.Domain.Maintenance;
using Kuma.Web.Contracts;

namespace Kuma.Web.StatusPages;

/// <summary>What a page says of the maintenances that it announces and that are under way.</summary>
internal sealed class PageMaintenance(IMaintenanceBoard board) : IPageMaintenance
{
    private const string Format = "yyyy-MM-dd HH:mm";

    public IReadOnlyList<PublicMaintenance> Running(StatusPageId page) => [.. board.RunningOn(page).Select(Public)];

    private static PublicMaintenance Public(MaintenanceView view)
    {
        var slot = Slot(view);
        return new PublicMaintenance(
            view.Plan.Title,
            view.Plan.Description,
            slot,
            slot is null ? null : Zone(view),
            Encoding.UTF8.GetString(MaintenanceWriter.One(view).Span));
    }

    private static string? Slot(MaintenanceView view)
    {
        var (start, end) = view switch
        {
            { Plan.Strategy: MaintenanceStrategy.Manual } => (null, null),
            { Plan.Strategy: MaintenanceStrategy.Single } => (Text(MaintenanceRules.ReadDate(view.Plan.StartDate)), Text(MaintenanceRules.ReadDate(view.Plan.EndDate))),
            { State.Slots: [var slot, ..] } => (Text(Local(slot.Start, view)), Text(Local(slot.End, view))),
            _ => (null, null),
        };
        return start is null ? null : end is null ? start : $"{start} - {end}";
    }

    private static string Zone(MaintenanceView view) =>
        $"UTC{MaintenanceWriter.Offset(view)}{(view.ZoneName is "UTC" ? "" : " " + view.ZoneName)}";

    private static DateTime Local(DateTimeOffset at, MaintenanceView view) => TimeZoneInfo.ConvertTime(at, view.Zone).DateTime;

    private static string? Text(DateTime? time) => time?.ToString(Format, CultureInfo.InvariantCulture);
}
