using System.Globalization;
using Dapper;
using Kuma.Infrastructure.EmbeddedPostgres;
using Kuma.Infrastructure.Persistence;
using Npgsql;
using Xunit;

namespace Kuma.Testing;

/// <summary>
/// A real PostgreSQL for one test process, started once: <c>[assembly: AssemblyFixture(typeof(PostgresFixture))]</c>, then a constructor
/// parameter. Each call of <see cref="CreateDatabaseAsync"/> gives an empty, migrated database of its own.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private const string Template = "kuma_template";

    // Tests may lose their data in a power cut, so they do not wait for the disk.
    private static readonly string[] Fast = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"];

    private readonly string _folder = Path.Combine(Root, $"{Environment.ProcessId}-{Guid.NewGuid():n}");
    private readonly SemaphoreSlim _templateLock = new(1, 1);
    private EmbeddedPostgresServer? _server;
    private bool _templateIsReady;

    private static string Root => Path.Combine(Path.GetTempPath(), "kuma-tests");

    /// <summary>The server's own address, for tests that want more than a database.</summary>
    public string ServerConnectionString => Server.ConnectionString;

    private EmbeddedPostgresServer Server => _server ?? throw new InvalidOperationException("The fixture is not started.");

    public async ValueTask InitializeAsync()
    {
        // The server's account passes through both folders.
        Directory.CreateDirectory(Root, TestFolder.Open);
        Directory.CreateDirectory(_folder, TestFolder.Open);
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        await SweepAsync();
        _server = await EmbeddedPostgresServer.StartAsync(_folder, Fast, CancellationToken.None);
    }

    /// <summary>A fresh database with Kuma's schema.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync()
    {
        await EnsureTemplateAsync();
        return await CreateAsync($"test_{Guid.NewGuid():n}", Template);
    }

    /// <summary>A fresh database without any table.</summary>
    public Task<TestDatabase> CreateEmptyDatabaseAsync() => CreateAsync($"test_{Guid.NewGuid():n}", "template0");

    /// <summary>Takes a database away from whoever uses it.</summary>
    public async Task DropAsync(TestDatabase database)
    {
        var name = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database;
        await using var connection = new NpgsqlConnection(Server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await connection.ExecuteAsync($"drop database {name} with (force)");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.StopAsync(CancellationToken.None);
        }

        _templateLock.Dispose();
        TestFolder.Delete(_folder);
    }

    private async Task EnsureTemplateAsync()
    {
        await _templateLock.WaitAsync();
        try
        {
            if (!_templateIsReady)
            {
                await using var database = await CreateAsync(Template, "template0");
                await Migrator.RunAsync(database.DataSource, CancellationToken.None);
                _templateIsReady = true;
            }
        }
        finally
        {
            _templateLock.Release();
        }
    }

    private async Task<TestDatabase> CreateAsync(string name, string template)
    {
        var address = new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Pooling = false };
        await using (var connection = new NpgsqlConnection(address.ConnectionString))
        {
            await connection.OpenAsync();
            await connection.ExecuteAsync($"create database {name} template {template} strategy file_copy");
        }

        address.Database = name;
        address.Pooling = true;
        address.MaxPoolSize = 10;
        return new TestDatabase(address.ConnectionString);
    }

    /// <summary>Stops the servers of test processes that were killed.</summary>
    private static async Task SweepAsync()
    {
        foreach (var folder in Directory.EnumerateDirectories(Root))
        {
            var owner = Path.GetFileName(folder).Split('-')[0];
            if (int.TryParse(owner, CultureInfo.InvariantCulture, out var pid) && !Directory.Exists($"/proc/{pid}"))
            {
                await EmbeddedPostgresServer.StopLeftOverAsync(folder, CancellationToken.None);
                TestFolder.Delete(folder);
            }
        }
    }
}
