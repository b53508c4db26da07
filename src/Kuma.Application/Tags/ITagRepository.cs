using Kuma.Domain.Common;

namespace Kuma.Application.Tags;

/// <summary>A label for monitors, shared by all users.</summary>
public sealed record Tag(TagId Id, string Name, string Color);

/// <summary>Where tags are kept, and which monitors carry them.</summary>
public interface ITagRepository
{
    Task<IReadOnlyList<Tag>> ListAsync(CancellationToken cancellationToken);

    Task<Tag> AddAsync(string name, string color, CancellationToken cancellationToken);

    /// <summary>False when there is no such tag.</summary>
    Task<bool> SaveAsync(Tag tag, CancellationToken cancellationToken);

    /// <summary>Removes a tag with its links; an unknown one is passed over.</summary>
    Task DeleteAsync(TagId id, CancellationToken cancellationToken);

    /// <summary>Puts a tag on a monitor; false when the tag does not exist.</summary>
    Task<bool> LinkAsync(TagId tag, MonitorId monitor, string? value, CancellationToken cancellationToken);

    /// <summary>Changes the value of every link between the two.</summary>
    Task SaveLinkAsync(TagId tag, MonitorId monitor, string? value, CancellationToken cancellationToken);

    /// <summary>Removes the links between the two that carry exactly this value.</summary>
    Task UnlinkAsync(TagId tag, MonitorId monitor, string? value, CancellationToken cancellationToken);
}
