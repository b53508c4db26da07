using Kuma.Application.Common;

namespace Kuma.Application.Monitoring;

/// <summary>The processes that PM2 keeps on this machine; for the <c>pm2</c> check and the event <c>getPM2ProcessList</c>.</summary>
public interface IPm2Processes
{
    /// <summary>All of them, or why they cannot be listed.</summary>
    Task<Result<IReadOnlyList<Pm2Process>>> ListAsync(CancellationToken cancellationToken);
}

/// <summary>One process.</summary>
/// <param name="Id">PM2's number, as text.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">PM2's word, such as <c>online</c> or <c>stopped</c>.</param>
public sealed record Pm2Process(string Id, string Name, string Status);
