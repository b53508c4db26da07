using System.ComponentModel;
using System.Diagnostics;
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

    private readonly string _bin;
    private readonly Account _account;
    private readonly string _socketFolder;
    private readonly string _home;

    private EmbeddedPostgresServer(string bin, Account account, string home)
    {
        _bin = bin;
        _account = account;
        _home = home;
        Cluster = Path.Combine(home, "postgres");
        _socketFolder = SocketFolder(Cluster);
    }

    /// <summary>The folder of the cluster.</summary>
    public string Cluster { get; }

    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = _socketFolder,
        Username = User,
        Database = Database,
    }.ConnectionString;

    /// <summary>Prepares and starts the server; it answers when this returns.</summary>
    /// <exception cref="StartupException">There is no PostgreSQL here, or it does not start.</exception>
    public static async Task<EmbeddedPostgresServer> StartAsync(string dataFolder, CancellationToken cancellationToken)
    {
        string[] npmFolders =
        [
            Path.Combine(dataFolder, "pg", "native", "bin"),
            Path.Combine(AppContext.BaseDirectory, "postgres", "native", "bin"),
            Environment.GetEnvironmentVariable("KUMA_PG_NPM") ?? "",
        ];
        var bin = PostgresBinaries.Find(Environment.GetEnvironmentVariable("KUMA_PG_BIN"), npmFolders)
            ?? throw new StartupException(
                "No PostgreSQL server was found on this machine: run build/setup, install the package 'postgresql', set KUMA_PG_BIN, or set KUMA_DATABASE.");
        var account = Account.Current();
        var server = new EmbeddedPostgresServer(bin, account, await HomeAsync(account, dataFolder, cancellationToken));
        await server.PrepareAsync(cancellationToken);
        await server.StartAsync(cancellationToken);
        await server.EnsureDatabaseAsync(cancellationToken);
        return server;
    }

    /// <summary>Stops the server; open transactions are rolled back, committed data is safe.</summary>
    public async Task StopAsync(CancellationToken cancellationToken) =>
        await RunAsync("pg_ctl", ["-D", Cluster, "-m", "fast", "-w", "-t", "30", "stop"], cancellationToken);

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        MakeFolder(_socketFolder);
        if (File.Exists(Path.Combine(Cluster, "PG_VERSION")))
        {
            await CheckVersionAsync(cancellationToken);
            return;
        }

        MakeFolder(Cluster);
        await RunOrFailAsync(
            "initdb", ["-D", Cluster, "-U", User, "--auth-local=peer", "--auth-host=reject", "-E", "UTF8", "--locale=C", "-N"], cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Cluster, "pg_hba.conf"), "local all all peer map=kuma\n", cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(Cluster, "pg_ident.conf"),
            $"kuma root {User}\nkuma {_account.Name} {User}\nkuma {Environment.UserName} {User}\n",
            cancellationToken);
        await RunOrFailAsync("initdb", ["-S", "-D", Cluster], cancellationToken);
    }

    private async Task CheckVersionAsync(CancellationToken cancellationToken)
    {
        var made = (await File.ReadAllTextAsync(Path.Combine(Cluster, "PG_VERSION"), cancellationToken)).Trim();
        var (_, output) = await RunAsync("postgres", ["--version"], cancellationToken);
        if (!output.Contains($" {made}.", StringComparison.Ordinal) && !output.Contains($" {made}beta", StringComparison.Ordinal))
        {
            throw new StartupException(
                $"The data in {Cluster} was made by PostgreSQL {made}, but {_bin} is '{output.Trim()}': install PostgreSQL {made} or set KUMA_PG_BIN.");
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var (running, _) = await RunAsync("pg_ctl", ["-D", Cluster, "status"], cancellationToken);
        if (running == 0)
        {
            return; // An earlier Kuma was killed; its server serves on.
        }

        var options = string.Join(' ', Settings.Select(setting => $"-c {setting}")) + $" -k {_socketFolder}";
        string[] arguments = ["-D", Cluster, "-l", Path.Combine(Cluster, "server.log"), "-o", options, "-w", "-t", "60", "start"];
        var (code, output) = await RunAsync("pg_ctl", arguments, cancellationToken);
        if (code != 0)
        {
            throw new StartupException($"The embedded PostgreSQL did not start ({LastLine(output)}): see {Path.Combine(Cluster, "server.log")}.");
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
        if (!account.Switch)
        {
            return dataFolder;
        }

        using var probe = Process.Start(account.Start("test", "-x", dataFolder))!;
        await probe.WaitForExitAsync(cancellationToken);
        if (probe.ExitCode == 0)
        {
            return dataFolder;
        }

        var elsewhere = Path.Combine("/var/lib/kuma", Fingerprint(dataFolder));
        Directory.CreateDirectory(elsewhere, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return elsewhere;
    }

    private void MakeFolder(string folder)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        if (_account.Switch)
        {
            using var chown = Process.Start("chown", [$"{_account.Uid}:{_account.Gid}", folder]);
            chown.WaitForExit();
        }
    }

    /// <summary>A short path: a Unix socket's name holds 107 bytes.</summary>
    private static string SocketFolder(string cluster) => Path.Combine("/tmp", $"kuma-pg-{Fingerprint(cluster)}");

    private static string Fingerprint(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(path))))[..12];

    private async Task RunOrFailAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var (code, output) = await RunAsync(program, arguments, cancellationToken);
        if (code != 0)
        {
            throw new StartupException($"{program} failed in {_home}: {LastLine(output)}");
        }
    }

    private async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(_account.Start(Path.Combine(_bin, program), arguments))!;
            process.StandardInput.Close();

            // pg_ctl's daemon inherits the pipes, so the output's end is not the end of the program: wait for the exit first.
            var output = new StringBuilder();
            process.OutputDataReceived += (_, line) => Append(output, line.Data);
            process.ErrorDataReceived += (_, line) => Append(output, line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            await WaitAsync(process, cancellationToken);
            lock (output)
            {
                return (process.ExitCode, output.ToString());
            }
        }
        catch (Win32Exception e)
        {
            throw new StartupException($"{program} could not be run: {e.Message}", e);
        }
    }

    private static async Task WaitAsync(Process process, CancellationToken cancellationToken)
    {
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => exited.TrySetResult();
        if (process.HasExited)
        {
            exited.TrySetResult();
        }

        await exited.Task.WaitAsync(cancellationToken);
    }

    private static void Append(StringBuilder output, string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }

    private static string LastLine(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "no output";
}
