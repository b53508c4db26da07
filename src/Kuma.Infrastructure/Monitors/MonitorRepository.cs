using Dapper;
using Kuma.Application.Common;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using Npgsql;

namespace Kuma.Infrastructure.Monitors;

/// <summary>The table <c>monitor</c>: columns for what queries look at, the rest of the settings as JSON.</summary>
internal sealed class MonitorRepository(NpgsqlDataSource database, ISecretProtector secrets) : IMonitorRepository
{
    // What is another user's counts as absent, however it came into the row: no check goes through somebody else's proxy.
    private const string Columns = """
        id, user_id, active, config::text as config, secrets, dns_last_result, created_date, parent,
        (select proxy.id from proxy where proxy.id = monitor.proxy_id and proxy.user_id is not distinct from monitor.user_id) as proxy_id,
        (select host.id from docker_host host where host.id = monitor.docker_host and host.user_id is not distinct from monitor.user_id) as docker_host,
        (select browser.id from remote_browser browser where browser.id = monitor.remote_browser and browser.user_id is not distinct from monitor.user_id)
            as remote_browser
        """;

    public async Task<Monitor?> FindAsync(MonitorId id, CancellationToken cancellationToken)
    {
        const string sql = $"select {Columns} from monitor where id = @id";
        return (await QueryAsync(sql, new { id = id.Value }, cancellationToken)).FirstOrDefault();
    }

    public async Task<Monitor?> FindOwnedAsync(MonitorId id, UserId owner, CancellationToken cancellationToken)
    {
        const string sql = $"select {Columns} from monitor where id = @id and user_id = @owner";
        return (await QueryAsync(sql, new { id = id.Value, owner = owner.Value }, cancellationToken)).FirstOrDefault();
    }

    public Task<IReadOnlyList<Monitor>> ListAsync(CancellationToken cancellationToken) =>
        QueryAsync($"select {Columns} from monitor order by id", parameters: null, cancellationToken);

    public Task<IReadOnlyList<Monitor>> ListOwnedAsync(UserId owner, CancellationToken cancellationToken) =>
        QueryAsync($"select {Columns} from monitor where user_id = @owner order by id", new { owner = owner.Value }, cancellationToken);

    public async Task<MonitorId> AddAsync(UserId owner, bool active, MonitorSettings settings, CancellationToken cancellationToken)
    {
        const string sql = """
            insert into monitor (user_id, active, name, type, parent, weight, interval, url, hostname, port, push_token,
                                 proxy_id, docker_host, remote_browser, config, secrets)
            values (@owner, @active, @Name, @Type, @Parent, @Weight, @Interval, @Url, @Hostname, @Port, @PushToken,
                    @ProxyId, @DockerHost, @RemoteBrowser, @Config::jsonb, @Secrets)
            returning id
            """;
        var parameters = new DynamicParameters(Row(settings));
        parameters.Add("owner", owner.Value);
        parameters.Add("active", active);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return new MonitorId(await connection.ExecuteScalarAsync<int>(
            new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)));
    }

    public async Task SaveSettingsAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        const string sql = """
            update monitor
            set name = @Name, type = @Type, parent = @Parent, weight = @Weight, interval = @Interval, url = @Url, hostname = @Hostname,
                port = @Port, push_token = @PushToken, proxy_id = @ProxyId, docker_host = @DockerHost, remote_browser = @RemoteBrowser,
                config = @Config::jsonb, secrets = @Secrets
            where id = @id
            """;
        var parameters = new DynamicParameters(Row(monitor.Settings));
        parameters.Add("id", monitor.Id.Value);
        await ExecuteAsync(sql, parameters, cancellationToken);
    }

    public Task SaveActiveAsync(Monitor monitor, CancellationToken cancellationToken) =>
        ExecuteAsync(
            "update monitor set active = @active where id = @id", new { id = monitor.Id.Value, active = monitor.Active }, cancellationToken);

    public async Task DeleteAsync(IReadOnlyCollection<MonitorId> ids, CancellationToken cancellationToken)
    {
        // The heartbeat table has no foreign key: its rows go by a statement of their own, so that the links go first and quickly.
        const string sql = """
            delete from monitor where id = any(@ids);
            delete from heartbeat where monitor_id = any(@ids);
            """;
        await ExecuteAsync(sql, new { ids = ids.Select(id => id.Value).ToArray() }, cancellationToken);
    }

    public async Task<IReadOnlyList<MonitorId>> UnlinkChildrenAsync(MonitorId group, CancellationToken cancellationToken)
    {
        const string sql = "update monitor set parent = null, config = config - 'Parent' where parent = @group returning id";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var ids = await connection.QueryAsync<int>(
            new CommandDefinition(sql, new { group = group.Value }, cancellationToken: cancellationToken));
        return [.. ids.Order().Select(id => new MonitorId(id))];
    }

    private object Row(MonitorSettings settings) => new
    {
        settings.Name,
        settings.Type,
        Parent = settings.Parent?.Value,
        settings.Weight,
        settings.Interval,
        settings.Url,
        settings.Hostname,
        settings.Port,
        settings.PushToken,
        ProxyId = settings.ProxyId?.Value,
        DockerHost = settings.DockerHost?.Value,
        RemoteBrowser = settings.RemoteBrowser?.Value,
        Config = MonitorConfigJson.Config(settings),
        Secrets = MonitorConfigJson.Secrets(settings) is { } plain ? secrets.Protect(plain) : null,
    };

    private async Task<IReadOnlyList<Monitor>> QueryAsync(string sql, object? parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<MonitorRow>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        return [.. rows.Select(ToMonitor)];
    }

    private async Task ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }

    private Monitor ToMonitor(MonitorRow row) =>
        new(
            new MonitorId(row.Id),
            row.UserId is { } owner ? new UserId(owner) : null,
            row.Active,
            MonitorConfigJson.Read(row.Config, row.Secrets is null ? null : secrets.Unprotect(row.Secrets)) with
            {
                // The columns win: the database takes them away when what they point to is deleted.
                Parent = row.Parent is { } parent ? new MonitorId(parent) : null,
                ProxyId = row.ProxyId is { } proxy ? new ProxyId(proxy) : null,
                DockerHost = row.DockerHost is { } host ? new DockerHostId(host) : null,
                RemoteBrowser = row.RemoteBrowser is { } browser ? new RemoteBrowserId(browser) : null,
            })
        {
            DnsLastResult = row.DnsLastResult,
            CreatedAt = new DateTimeOffset(row.CreatedDate, TimeSpan.Zero),
        };

    private sealed record MonitorRow(
        int Id, int? UserId, bool Active, string Config, string? Secrets, string? DnsLastResult, DateTime CreatedDate,
        int? Parent, int? ProxyId, int? DockerHost, int? RemoteBrowser);
}
