using Kuma.Application.DockerHosts;
using Kuma.Domain.Common;
using Kuma.Infrastructure.Persistence;
using Npgsql;

namespace Kuma.Infrastructure.DockerHosts;

/// <summary>The table <c>docker_host</c>.</summary>
internal sealed class DockerHostRepository(NpgsqlDataSource database) : IDockerHostRepository
{
    public async Task<IReadOnlyList<DockerHost>> ListAsync(UserId owner, CancellationToken cancellationToken)
    {
        const string sql = """
            select id, name, docker_daemon, docker_type
            from docker_host
            where user_id = @owner
            order by id
            """;
        var rows = await database.ListAsync<Row>(sql, new { owner = owner.Value }, cancellationToken);
        return [.. rows.Select(row => new DockerHost(new DockerHostId(row.Id), owner, row.Name, row.DockerDaemon, row.DockerType))];
    }

    public async Task<DockerHostId?> SaveAsync(DockerHost item, CancellationToken cancellationToken)
    {
        const string insert = """
            insert into docker_host (user_id, name, docker_daemon, docker_type)
            values (@owner, @Name, @DockerDaemon, @DockerType)
            returning id
            """;
        const string update = """
            update docker_host
            set name = @Name, docker_daemon = @DockerDaemon, docker_type = @DockerType
            where id = @id and user_id = @owner
            returning id
            """;
        var parameters = new { id = item.Id.Value, owner = item.Owner.Value, item.Name, item.DockerDaemon, item.DockerType };
        return await database.FindAsync<int?>(item.Id.Value == 0 ? insert : update, parameters, cancellationToken) is { } id
            ? new DockerHostId(id)
            : null;
    }

    public async Task<bool> DeleteAsync(DockerHostId id, UserId owner, CancellationToken cancellationToken) =>
        await database.RunAsync(
            "delete from docker_host where id = @id and user_id = @owner", new { id = id.Value, owner = owner.Value }, cancellationToken) > 0;

    private sealed record Row(int Id, string Name, string DockerDaemon, string DockerType);
}
