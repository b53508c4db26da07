using Kuma.Domain.Common;

namespace Kuma.Application.StatusPages;

/// <summary>Knows, in memory, which maintenances a page announces now.</summary>
public interface IPageMaintenance
{
    /// <summary>The maintenances linked to the page that are under way, in link order.</summary>
    IReadOnlyList<PublicMaintenance> Running(StatusPageId page);
}

/// <summary>A maintenance as visitors see it.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Description">Markdown.</param>
/// <param name="Slot">Its current time slot as text in the maintenance's own zone; <c>null</c> when it has none (strategy <c>manual</c>).</param>
/// <param name="Zone">The zone of <paramref name="Slot"/>, e.g. <c>UTC+01:00 Europe/Berlin</c>.</param>
/// <param name="Json">The public form of spec/status-pages.md section 5, as JSON text.</param>
public sealed record PublicMaintenance(string Title, string Description, string? Slot, string? Zone, string Json);
