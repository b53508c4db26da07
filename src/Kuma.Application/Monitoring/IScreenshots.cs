using Kuma.Domain.Common;

namespace Kuma.Application.Monitoring;

/// <summary>The pictures that browser checks take.</summary>
public interface IScreenshots
{
    /// <summary>Tells the file of a monitor's picture, below <c>/screenshots/</c>; <c>null</c> before anybody has signed in.</summary>
    ValueTask<Func<MonitorId, string?>> FilesAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a picture in place of the one before.</summary>
    Task SaveAsync(MonitorId id, byte[] png, CancellationToken cancellationToken);
}
