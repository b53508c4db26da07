using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Dapper;
using Kuma.Infrastructure.EmbeddedPostgres;
using Kuma.Infrastructure.Heartbeats;
using Kuma.Infrastructure.Monitors;
using Kuma.Infrastructure.Persistence;
using Kuma.Infrastructure.Users;
using Npgsql;

namespace Kuma.Load;

/// <summary>A Kuma with a PostgreSQL of its own, both in a folder that goes with it, and what the load asks of them.</summary>
internal sealed class KumaUnderLoad : IAsyncDisposable
{
    public const string User = "admin";
    public const string Password = "Passw0rd!23";

    private readonly string _folder;
    private readonly bool _keep;
    private readonly int _port;
    private readonly EmbeddedPostgresServer _postgres;
    private Process? _process;

    private KumaUnderLoad(string folder, bool keep, int port, EmbeddedPostgresServer postgres)
    {
        (_folder, _keep, _port, _postgres) = (folder, keep, port, postgres);
        Database = NpgsqlDataSource.Create(postgres.ConnectionString + ";Command Timeout=600");
        Address = new Uri($"http://127.0.0.1:{port}");
    }

    public Uri Address { get; }

    public NpgsqlDataSource Database { get; }

    public int ProcessId => _process!.Id;

    /// <summary>Starts the database, with the schema and one user.</summary>
    public static async Task<KumaUnderLoad> PrepareAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        var keep = options.Text("keep");
        var folder = keep ?? Path.Combine(Path.GetTempPath(), $"kuma-load-{Environment.ProcessId}");
        const UnixFileMode Open = (UnixFileMode)0b111_101_101;
        Directory.CreateDirectory(folder, Open);
        var postgres = await EmbeddedPostgresServer.StartAsync(folder, [], cancellationToken);
        var kuma = new KumaUnderLoad(folder, keep is not null, options.Port, postgres);
        await Migrator.RunAsync(kuma.Database, cancellationToken);
        await new HeartbeatPartitions(kuma.Database, TimeProvider.System).EnsureAsync(cancellationToken);
        await using var connection = await kuma.Database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            "insert into users (username, password) values (@User, @hash) on conflict do nothing", new { User, hash = new PasswordHasher().Hash(Password) });
        return kuma;
    }

    /// <summary>Inserts monitors made from one, numbered from 1: <c>#</c> in name, URL and push token is the number.</summary>
    public async Task SeedMonitorsAsync(int count, MonitorSettings pattern)
    {
        const string sql = """
            insert into monitor (user_id, name, type, interval, url, push_token, config)
            select u.id, replace(p.name, '#', n::text), p.type, p.interval, replace(p.url, '#', n::text), replace(p.token, '#', n::text),
                replace(p.config, '#', n::text)::jsonb
            from users u, generate_series(1, @count) n,
                 (values (@Name, @Type, @Interval, @Url, @PushToken, @config)) p (name, type, interval, url, token, config)
            order by n
            """;
        await using var connection = await Database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            sql,
            new { count, pattern.Name, pattern.Type, pattern.Interval, pattern.Url, pattern.PushToken, config = MonitorConfigJson.Config(pattern) });
    }

    /// <summary>Starts Kuma, with more in its environment and a name server of its own if wanted, and returns how long it took until it answered.</summary>
    public async Task<TimeSpan> StartAsync(
        CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null, IPAddress? nameServer = null)
    {
        var dll = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Kuma.Web/release/Kuma.Web.dll"));
        string[] command = ["dotnet", dll, $"--port={_port}", "--host=127.0.0.1", $"--data-dir={_folder}"];
        if (nameServer is not null)
        {
            command = [.. await UnderAsync(nameServer, cancellationToken), .. command];
        }

        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["KUMA_DATABASE"] = _postgres.ConnectionString;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var began = Stopwatch.GetTimestamp();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Tell(line.Data);
        _process.BeginOutputReadLine();
        using var http = new HttpClient { BaseAddress = Address };
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync("/readyz", cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return Stopwatch.GetElapsedTime(began);
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
            }

            await Task.Delay(20, cancellationToken);
        }
    }

    /// <summary>What a command line begins with to see another list of name servers than the rest of the machine; as root.</summary>
    private async Task<string[]> UnderAsync(IPAddress nameServer, CancellationToken cancellationToken)
    {
        var list = Path.Combine(_folder, "resolv.conf");
        await File.WriteAllTextAsync(list, $"nameserver {nameServer}\n", cancellationToken);
        return ["unshare", "--mount", "sh", "-c", "mount --bind \"$1\" /etc/resolv.conf && shift && exec \"$@\"", "sh", list];
    }

    /// <summary>Passes on what Kuma says of its start.</summary>
    private static void Tell(string? line)
    {
        if (line?.Contains("ready in", StringComparison.Ordinal) == true)
        {
            Console.WriteLine(line);
        }
    }

    /// <summary>The exposition of <c>/metrics</c>.</summary>
    public async Task<string> MetricsAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));
        return await http.GetStringAsync("/metrics");
    }

    /// <summary>Resident memory of Kuma in MB.</summary>
    public double ResidentMegabytes() =>
        double.Parse(File.ReadLines($"/proc/{ProcessId}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal))[6..^3], CultureInfo.InvariantCulture) / 1024;

    /// <summary>CPU seconds of Kuma so far.</summary>
    public double CpuSeconds() => ProcessTimes.CpuSeconds(ProcessId);

    /// <summary>CPU seconds of all PostgreSQL processes so far; sessions that ended are counted by their parent.</summary>
    public double DatabaseCpuSeconds()
    {
        using var connection = Database.OpenConnection();
        var server = connection.QuerySingle<int>("select pid from pg_stat_activity where backend_type = 'checkpointer'");
        return ProcessTimes.CpuSecondsOfFamily(ProcessTimes.Parent(server));
    }

    public async Task<T> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await Database.OpenConnectionAsync();
        return await connection.QuerySingleAsync<T>(sql, parameters);
    }

    /// <summary>Ends every session of the database, in the middle of its transaction if it has one.</summary>
    public async Task CutConnectionsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await Database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
    }

    /// <summary>Stops PostgreSQL and starts it again after a while.</summary>
    public async Task RestartDatabaseAsync(TimeSpan away, CancellationToken cancellationToken)
    {
        await _postgres.StopAsync(cancellationToken);
        await Task.Delay(away, cancellationToken);
        await _postgres.StartAgainAsync(cancellationToken);
        NpgsqlConnection.ClearAllPools();
        Database.Clear();
    }

    /// <summary>Stops Kuma; the database goes on.</summary>
    public async Task StopAsync()
    {
        if (_process is { HasExited: false } process)
        {
            using var terminate = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync();
        }

        _process?.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Database.DisposeAsync();
        await _postgres.StopAsync(CancellationToken.None);
        if (!_keep)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
