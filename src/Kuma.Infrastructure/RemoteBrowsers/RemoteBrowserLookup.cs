using System.Collections.Concurrent;
using Kuma.Domain.Common;
using Kuma.Infrastructure.Persistence;
using Npgsql;

namespace Kuma.Infrastructure.RemoteBrowsers;

/// <summary>Finds a monitor's remote browser.</summary>
internal interface IRemoteBrowserLookup
{
    /// <summary>The address of its WebSocket; <c>null</c> when there is no such browser.</summary>
    Task<string?> FindUrlAsync(RemoteBrowserId id, CancellationToken cancellationToken);
}

/// <summary>Reads the address at each check; while the database is away, checks go on with what was last read.</summary>
internal sealed class RemoteBrowserLookup(NpgsqlDataSource database) : IRemoteBrowserLookup
{
    private readonly ConcurrentDictionary<RemoteBrowserId, string?> _last = new();

    public async Task<string?> FindUrlAsync(RemoteBrowserId id, CancellationToken cancellationToken)
    {
        try
        {
            var url = await database.FindAsync<string?>("select url from remote_browser where id = @id", new { id = id.Value }, cancellationToken);
            _last[id] = url;
            return url;
        }
        catch (NpgsqlException) when (_last.TryGetValue(id, out var known))
        {
            return known;
        }
    }
}
