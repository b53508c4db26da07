using System.Collections.Concurrent;
using Kuma.Application.DockerHosts;
using Kuma.Domain.Common;
using Kuma.Infrastructure.Persistence;
using Npgsql;

namespace Kuma.Infrastructure.DockerHosts;

/// <summary>Finds a monitor's Docker host.</summary>
internal interface IDockerHostLookup
{
    Task<DockerHost?> FindAsync(DockerHostId id, CancellationToken cancellationToken);
}

/// <summary>Reads the host at each check; while the database is away, checks go on with what was last read.</summary>
internal sealed class DockerHostLookup(NpgsqlDataSource database) : IDockerHostLookup
{
    private readonly ConcurrentDictionary<DockerHostId, DockerHost?> _last = new();

    public async Task<DockerHost?> FindAsync(DockerHostId id, CancellationToken cancellationToken)
    {
        const string sql = """
            select id, coalesce(user_id, 0) as user_id, coalesce(name, '') as name, coalesce(docker_daemon, '') as docker_daemon,
                coalesce(docker_type, '') as docker_type
            from docker_host
            where id = @id
            """;
        try
        {
            var row = await database.FindAsync<Row>(sql, new { id = id.Value }, cancellationToken);
            var host = row is null ? null : new DockerHost(id, new UserId(row.UserId), row.Name, row.DockerDaemon, row.DockerType);
            _last[id] = host;
            return host;
        }
        catch (NpgsqlException) when (_last.TryGetValue(id, out var known))
        {
            return known;
        }
    }

    private sealed record Row(int Id, int UserId, string Name, string DockerDaemon, string DockerType);
}
