using System.Diagnostics;
using Dapper;
using Kuma.Application.Common;
using Kuma.Infrastructure.EmbeddedPostgres;
using Kuma.Testing;
using Npgsql;

namespace Kuma.Infrastructure.Tests.EmbeddedPostgres;

public sealed class EmbeddedPostgresServerTests : IDisposable
{
    private readonly TestFolder _data = new();

    private string Cluster => Path.Combine(_data.Path, "postgres");

    private string PidFile => Path.Combine(Cluster, "postmaster.pid");

    [Fact]
    public async Task It_keeps_data_over_a_stop_and_listens_on_no_network()
    {
        var first = await StartAsync();
        await ExecuteAsync(first, "create table kept (n int); insert into kept values (7)");
        await first.StopAsync(CancellationToken.None);

        var second = await StartAsync();

        (await ScalarAsync<int>(second, "select n from kept")).ShouldBe(7);
        (await ScalarAsync<string>(second, "show listen_addresses")).ShouldBe("");
        (await ScalarAsync<string>(second, "show fsync")).ShouldBe("on");
        (await ScalarAsync<string>(second, "show synchronous_commit")).ShouldBe("on");
        File.GetUnixFileMode(Cluster).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await second.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_server_left_by_a_killed_program_is_taken_over()
    {
        var left = await StartAsync();
        var pid = ServerId();

        var taken = await StartAsync();

        ServerId().ShouldBe(pid);
        (await ScalarAsync<int>(taken, "select 1")).ShouldBe(1);
        await left.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_killed_server_recovers_what_was_committed()
    {
        var killed = await StartAsync();
        await ExecuteAsync(killed, "create table kept (n int); insert into kept values (7)");
        await KillServerAsync();
        File.Exists(PidFile).ShouldBeTrue("a killed server leaves its pid file");

        var recovered = await StartAsync();

        (await ScalarAsync<int>(recovered, "select n from kept")).ShouldBe(7);
        await recovered.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_pid_file_whose_number_another_program_has_now_does_not_stop_the_start()
    {
        await (await StartAsync()).StopAsync(CancellationToken.None);
        await File.WriteAllTextAsync(PidFile, $"{Environment.ProcessId}\n{Cluster}\n1\n5432\n/tmp\n\n  1 1\n");

        var started = await StartAsync();

        ServerId().ShouldNotBe(Environment.ProcessId);
        await started.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_server_whose_socket_was_swept_away_is_started_anew()
    {
        var left = await StartAsync();
        var socketFolder = new NpgsqlConnectionStringBuilder(left.ConnectionString).Host!;
        Directory.Delete(socketFolder, recursive: true);

        var anew = await StartAsync();

        (await ScalarAsync<int>(anew, "select 1")).ShouldBe(1);
        await anew.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_half_made_cluster_is_made_again()
    {
        Directory.CreateDirectory($"{Cluster}.new");
        await File.WriteAllTextAsync($"{Cluster}.new/PG_VERSION", "18");

        var started = await StartAsync();

        (await ScalarAsync<int>(started, "select 1")).ShouldBe(1);
        Directory.Exists($"{Cluster}.new").ShouldBeFalse();
        await started.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_cluster_of_another_major_version_is_refused_in_one_line()
    {
        Directory.CreateDirectory(Cluster);
        await File.WriteAllTextAsync(Path.Combine(Cluster, "PG_VERSION"), "9.6\n");

        var refusal = await Should.ThrowAsync<StartupException>(StartAsync);

        refusal.Message.ShouldContain("PostgreSQL 9.6");
        refusal.Message.ShouldNotContain("\n");
    }

    public void Dispose() => _data.Dispose();

    private Task<EmbeddedPostgresServer> StartAsync() => EmbeddedPostgresServer.StartAsync(_data.Path, [], CancellationToken.None);

    private int ServerId() => int.Parse(File.ReadLines(PidFile).First());

    private async Task KillServerAsync()
    {
        using var server = Process.GetProcessById(ServerId());
        server.Kill();
        await server.WaitForExitAsync();
    }

    private static async Task ExecuteAsync(EmbeddedPostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.ExecuteAsync(sql);
    }

    private static async Task<T?> ScalarAsync<T>(EmbeddedPostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        return await connection.ExecuteScalarAsync<T>(sql);
    }
}
