using System.Net;
using System.Net.Sockets;
using Dapper;
using Kuma.Testing;

namespace Kuma.Web.Tests.Hosting;

/// <summary>A start that cannot succeed: one line on stderr that says what to do, and an exit code.</summary>
public sealed class FailedStartTests(PostgresFixture postgres) : IDisposable
{
    private readonly TestFolder _data = new();

    [Theory]
    [InlineData("nonsense", "KUMA_DATABASE")]
    [InlineData("postgres://user:secret-word@localhost:notaport/kuma", "KUMA_DATABASE")]
    [InlineData("Host=localhost;Prot=1;Password=secret-word", "KUMA_DATABASE")]
    public async Task A_wrong_connection_string(string address, string hint)
    {
        var line = await FailAsync(new() { ["KUMA_DATABASE"] = address });

        line.ShouldContain(hint);
        line.ShouldNotContain("secret-word");
    }

    [Fact]
    public async Task A_server_that_does_not_answer()
    {
        var port = FreePort();

        var line = await FailAsync(new()
        {
            ["KUMA_DATABASE"] = $"postgres://kuma:secret-word@127.0.0.1:{port}/kuma",
            ["KUMA_DATABASE_START_TIMEOUT"] = "1",
        });

        line.ShouldContain($"127.0.0.1:{port}");
        line.ShouldContain("does not answer");
        line.ShouldNotContain("secret-word");
    }

    [Fact]
    public async Task A_database_that_does_not_exist()
    {
        await using var database = await postgres.CreateDatabaseAsync();

        var line = await FailAsync(new() { ["KUMA_DATABASE"] = database.ConnectionString.Replace("Database=test_", "Database=none_") });

        line.ShouldContain("does not exist");
    }

    [Fact]
    public async Task A_database_newer_than_the_program()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("insert into schema_version (number, name) values (9999, 'from-the-future')");

        var line = await FailAsync(new() { ["KUMA_DATABASE"] = database.ConnectionString });

        line.ShouldContain("9999");
        line.ShouldContain("newer Kuma");
    }

    [Fact]
    public async Task A_port_in_use()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var line = await FailAsync(new() { ["KUMA_DATABASE"] = database.ConnectionString, ["UPTIME_KUMA_PORT"] = $"{port}" });

        line.ShouldContain($"Port {port} is in use");
        line.ShouldContain("--port");
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made()
    {
        var file = Path.Combine(_data.Path, "a-file");
        await File.WriteAllTextAsync(file, "");

        var line = await FailAsync(new(), $"--data-dir={file}/data");

        line.ShouldContain(file);
        line.ShouldContain("--data-dir");
    }

    [Fact]
    public async Task A_data_folder_that_another_Kuma_uses()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var other = await KumaHost.StartAsync(database);

        var line = await FailAsync(new() { ["KUMA_DATABASE"] = database.ConnectionString }, $"--data-dir={other.DataFolder}");

        line.ShouldContain("Another Kuma");
    }

    [Theory]
    [InlineData("--port=http", "--port")]
    [InlineData("--port=70000", "--port")]
    public async Task A_wrong_flag(string flag, string hint) => (await FailAsync(new(), flag)).ShouldContain(hint);

    [Fact]
    public async Task Another_kind_of_database() =>
        (await FailAsync(new() { ["UPTIME_KUMA_DB_TYPE"] = "mariadb" })).ShouldContain("PostgreSQL");

    [Fact]
    public async Task A_missing_certificate()
    {
        await using var database = await postgres.CreateDatabaseAsync();

        var line = await FailAsync(new()
        {
            ["KUMA_DATABASE"] = database.ConnectionString, ["SSL_CERT"] = "/none/cert.pem", ["SSL_KEY"] = "/none/key.pem",
        });

        line.ShouldContain("/none/cert.pem");
    }

    public void Dispose() => _data.Dispose();

    private async Task<string> FailAsync(Dictionary<string, string> environment, params string[] args)
    {
        string[] flags = [.. args.Any(arg => arg.StartsWith("--data-dir")) ? [] : new[] { $"--data-dir={_data.Path}" }, "--host=127.0.0.1", .. args];
        environment.TryAdd("UPTIME_KUMA_PORT", "0");
        await using var kuma = KumaProcess.Start(environment, flags);

        (await kuma.WaitForExitAsync()).ShouldBe(1);

        var lines = kuma.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(1, kuma.Error);
        kuma.Output.ShouldNotContain("   at ");
        kuma.Output.ShouldNotContain("Exception");
        lines[0].ShouldStartWith("Kuma cannot start: ");
        return lines[0];
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
