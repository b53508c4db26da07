using System.Security.Cryptography;
using System.Text;
using Kuma.Application.Common;
using Npgsql;

namespace Kuma.Infrastructure.EmbeddedPostgres;

/// <summary>
/// A private PostgreSQL server of Kuma's own: no TCP, a Unix socket in a private folder, <c>peer</c> authentication. A server that an
/// earlier, killed Kuma left running is taken over; one that crashed with it recovers by itself.
/// </summary>
internal sealed class EmbeddedPostgresServer
{
    private const string User = "kuma";
    private const string Database = "kuma";

    // Small machine, many small commits. Durability stays on: an acknowledged push is never lost.
    private static readonly string[] Settings =
    [
        "listen_addresses=", "max_connections=60", "shared_buffers=96MB", "jit=off", "max_wal_size=512MB", "wal_compression=on",
        "checkpoint_timeout=15min", "checkpoint_completion_target=0.9", "wal_recycle=on", "max_parallel_workers_per_gather=0",
        "log_min_messages=warning", "logging_collector=off", "timezone=UTC",
    ];

    private readonly PostgresPrograms _programs;
    private readonly ClusterFolder _folder;
    private readonly string[] _settings;
    private readonly string _socketFolder;

    private EmbeddedPostgresServer(PostgresPrograms programs, Account account, string home, string[] extraSettings)
    {
        _programs = programs;
        _folder = new ClusterFolder(Path.Combine(home, "postgres"), programs, account);
        _socketFolder = SocketFolder(_folder.Path, account);
        _settings = [.. Settings, .. extraSettings];
    }

    /// <summary>The folder of the cluster.</summary>
    public string Cluster => _folder.Path;

    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = _socketFolder,
        Username = User,
        Database = Database,
    }.ConnectionString;

    /// <summary>Prepares and starts the server; it answers when this returns.</summary>
    /// <param name="dataFolder">Kuma's data folder.</param>
    /// <param name="extraSettings">Settings on top of ours, as <c>name=value</c>.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <exception cref="StartupException">There is no PostgreSQL here, or it does not start.</exception>
    public static async Task<EmbeddedPostgresServer> StartAsync(
        string dataFolder, string[] extraSettings, CancellationToken cancellationToken)
    {
        var account = Account.Current();
        var bin = PostgresBinaries.Find(Environment.GetEnvironmentVariable("KUMA_PG_BIN"), dataFolder)
            ?? throw new StartupException(
                "No PostgreSQL server was found on this machine: run build/setup, install the package 'postgresql', set KUMA_PG_BIN, or set KUMA_DATABASE.");
        if (!await account.CanReachAsync(Path.Combine(bin, "postgres"), cancellationToken))
        {
            throw new StartupException(
                $"The account '{account.Name}', which runs PostgreSQL because Kuma is root, cannot reach {bin}: open the folder, set KUMA_PG_BIN, or set KUMA_DATABASE.");
        }

        var home = await HomeAsync(account, dataFolder, cancellationToken);
        var server = new EmbeddedPostgresServer(new PostgresPrograms(bin, account), account, home, extraSettings);
        await server._folder.PrepareAsync(User, cancellationToken);
        await server._folder.MakePrivateAsync(server._socketFolder, cancellationToken);
        await server.StartOrTakeOverAsync(cancellationToken);
        return server;
    }

    /// <summary>Stops the server; open transactions are rolled back, committed data is safe.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _programs.RunAsync("pg_ctl", ["-D", Cluster, "-m", "fast", "-w", "-t", "30", "stop"], cancellationToken);
        if (Directory.Exists(_socketFolder) && !Directory.EnumerateFileSystemEntries(_socketFolder).Any())
        {
            Directory.Delete(_socketFolder);
        }
    }

    /// <summary>Whether the server's process lives.</summary>
    public bool IsAlive() => _folder.ServerIsAlive();

    /// <summary>Starts the server that has died; it recovers what was committed.</summary>
    /// <exception cref="StartupException">It does not start.</exception>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        await _folder.MakePrivateAsync(_socketFolder, cancellationToken);
        await StartOrTakeOverAsync(cancellationToken);
    }

    /// <summary>Stops the server that a process now gone left running in <paramref name="dataFolder"/>, if there is one.</summary>
    public static async Task StopLeftOverAsync(string dataFolder, CancellationToken cancellationToken)
    {
        if (PostgresBinaries.Find(Environment.GetEnvironmentVariable("KUMA_PG_BIN"), dataFolder) is { } bin)
        {
            var account = Account.Current();
            await new EmbeddedPostgresServer(new PostgresPrograms(bin, account), account, dataFolder, []).StopAsync(cancellationToken);
        }
    }

    private async Task StartOrTakeOverAsync(CancellationToken cancellationToken)
    {
        _folder.DeleteStalePidFile();
        var (status, _) = await _programs.RunAsync("pg_ctl", ["-D", Cluster, "status"], cancellationToken);
        if (status == 0)
        {
            try
            {
                await EnsureDatabaseAsync(cancellationToken);
                return; // An earlier Kuma was killed; its server serves on.
            }
            catch (NpgsqlException)
            {
                // It runs but cannot be reached (its socket was swept away, or it is half stopped): start it anew.
                await _programs.RunAsync("pg_ctl", ["-D", Cluster, "-m", "fast", "-w", "-t", "60", "stop"], cancellationToken);
                await _folder.MakePrivateAsync(_socketFolder, cancellationToken);
            }
        }

        await StartAnewAsync(cancellationToken);
        await EnsureDatabaseAsync(cancellationToken);
    }

    private async Task StartAnewAsync(CancellationToken cancellationToken)
    {
        var log = Path.Combine(Cluster, "server.log");
        var options = string.Join(' ', _settings.Select(setting => $"-c {setting}")) + $" -k {_socketFolder}";
        string[] arguments = ["-D", Cluster, "-l", log, "-o", options, "-w", "-t", "60", "start"];
        var (code, output) = await _programs.RunAsync("pg_ctl", arguments, cancellationToken);
        if (code != 0)
        {
            throw new StartupException($"The embedded PostgreSQL did not start ({PostgresPrograms.LastLine(output)}): see {log}.");
        }
    }

    private async Task EnsureDatabaseAsync(CancellationToken cancellationToken)
    {
        var builder = new NpgsqlConnectionStringBuilder(ConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var exists = new NpgsqlCommand($"select 1 from pg_database where datname = '{Database}'", connection);
        if (await exists.ExecuteScalarAsync(cancellationToken) is null)
        {
            await using var create = new NpgsqlCommand($"create database {Database}", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>
    /// The data folder, or, when the server's account cannot reach into it (root's home is closed to others), a folder under /var/lib.
    /// </summary>
    private static async Task<string> HomeAsync(Account account, string dataFolder, CancellationToken cancellationToken)
    {
        if (await account.CanReachAsync(dataFolder, cancellationToken))
        {
            return dataFolder;
        }

        var elsewhere = Path.Combine("/var/lib/kuma", Fingerprint(dataFolder));
        Directory.CreateDirectory(elsewhere, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return elsewhere;
    }

    /// <summary>A short path, because a Unix socket's name holds 107 bytes; for root one that nobody else can have made before us.</summary>
    private static string SocketFolder(string cluster, Account account) =>
        Path.Combine(account.Switch && Directory.Exists("/run") ? "/run" : "/tmp", $"kuma-pg-{Fingerprint(cluster)}");

    private static string Fingerprint(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(path))))[..12];
}
