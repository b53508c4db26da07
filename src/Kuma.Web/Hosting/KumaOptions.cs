using System.Globalization;
using Kuma.Application.Common;
using Kuma.Infrastructure.Persistence;
using Npgsql;

namespace Kuma.Web.Hosting;

/// <summary>How this process was told to run: flags first (but for the data folder), then <c>UPTIME_KUMA_*</c>, then the plain names, then defaults.</summary>
internal sealed record KumaOptions
{
    public required int Port { get; init; }

    /// <summary>The address to listen on; <c>null</c> for all, IPv6 and IPv4.</summary>
    public string? Host { get; init; }

    public required string DataFolder { get; init; }

    public string? CertificatePath { get; init; }

    public string? CertificateKeyPath { get; init; }

    public string? CertificatePassphrase { get; init; }

    public bool DisableFrameSameOrigin { get; init; }

    /// <summary>Whether pages of any site may open a WebSocket: <c>UPTIME_KUMA_WS_ORIGIN_CHECK=bypass</c>.</summary>
    public bool AnyWebSocketOrigin { get; init; }

    public bool JsonLog { get; init; }

    /// <summary>What is left out of the log: <c>level_module</c>, e.g. <c>info_Scheduler</c>, in any case.</summary>
    public IReadOnlyList<string> HiddenLogs { get; init; } = [];

    /// <summary>A file that gets the log too, a new one each day; <c>null</c> for none.</summary>
    public string? LogFile { get; init; }

    public required DatabaseOptions Database { get; init; }

    /// <summary>Reads the settings of this process.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="environment">The environment's variables.</param>
    /// <exception cref="StartupException">A setting is wrong; the message names it.</exception>
    public static KumaOptions Read(string[] args, IConfiguration environment)
    {
        var sources = new SettingSources(args, environment);

        // Here alone the variable wins over the flag, as in the original.
        var data = Path.GetFullPath(sources.Variable("DATA_DIR") ?? sources.Flag("data-dir") ?? sources.Flag("data") ?? "./data");
        return new KumaOptions
        {
            Port = ReadPort(sources),
            Host = sources.Flag("host") ?? sources.Variable("UPTIME_KUMA_HOST", "HOST"),
            DataFolder = data,
            CertificatePath = sources.Flag("ssl-cert") ?? sources.Variable("UPTIME_KUMA_SSL_CERT", "SSL_CERT"),
            CertificateKeyPath = sources.Flag("ssl-key") ?? sources.Variable("UPTIME_KUMA_SSL_KEY", "SSL_KEY"),
            CertificatePassphrase =
                sources.Flag("ssl-key-passphrase") ?? sources.Variable("UPTIME_KUMA_SSL_KEY_PASSPHRASE", "SSL_KEY_PASSPHRASE"),
            DisableFrameSameOrigin =
                (sources.Flag("disable-frame-sameorigin") ?? sources.Variable("UPTIME_KUMA_DISABLE_FRAME_SAMEORIGIN")) is not null,
            AnyWebSocketOrigin = sources.Variable("UPTIME_KUMA_WS_ORIGIN_CHECK") is "bypass",
            JsonLog = sources.Variable("UPTIME_KUMA_LOG_FORMAT") is "json",
            HiddenLogs = [.. (sources.Variable("UPTIME_KUMA_HIDE_LOG") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            LogFile = sources.Flag("log-file") ?? sources.Variable("KUMA_LOG_FILE"),
            Database = new DatabaseOptions
            {
                DataFolder = data,
                ConnectionString = sources.Variable("KUMA_DATABASE", "ConnectionStrings:Kuma") ?? FromParts(sources),
                MaxConnections = Number(sources, "UPTIME_KUMA_DB_POOL_MAX_CONNECTIONS") is { } pool and > 0 ? Math.Min(pool, 100) : 20,
                StartTimeout = TimeSpan.FromSeconds(Number(sources, "KUMA_DATABASE_START_TIMEOUT") ?? 15),
            },
        };
    }

    private static int ReadPort(SettingSources sources)
    {
        if (sources.Flag("port") is { } flag)
        {
            return int.TryParse(flag, CultureInfo.InvariantCulture, out var asked) && IsPort(asked)
                ? asked
                : throw new StartupException($"The port '{flag}' is no number from 0 to 65535: correct --port.");
        }

        // Kubernetes sets PORT-like variables to tcp://…: what is no number is passed over.
        string[] names = ["UPTIME_KUMA_PORT", "PORT"];
        return names.Select(name => Number(sources, name)).FirstOrDefault(port => port is { } number && IsPort(number)) ?? 3001;
    }

    private static string? FromParts(SettingSources sources)
    {
        if (sources.Variable("UPTIME_KUMA_DB_TYPE") is { } type and not ("postgres" or "postgresql"))
        {
            throw new StartupException($"UPTIME_KUMA_DB_TYPE is '{type}', but Kuma keeps its data in PostgreSQL: set it to 'postgres' or remove it.");
        }

        if (sources.Variable("UPTIME_KUMA_DB_HOSTNAME", "UPTIME_KUMA_DB_SOCKET") is not { } host)
        {
            return null;
        }

        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = host,
            Port = Number(sources, "UPTIME_KUMA_DB_PORT") ?? 5432,
            Database = sources.Variable("UPTIME_KUMA_DB_NAME") ?? "kuma",
            Username = sources.VariableOrFile("UPTIME_KUMA_DB_USERNAME"),
            Password = sources.VariableOrFile("UPTIME_KUMA_DB_PASSWORD"),
        };
        if (sources.VariableOrFile("UPTIME_KUMA_DB_SSL") is "true")
        {
            builder.SslMode = SslMode.Require;
            builder.RootCertificate = sources.VariableOrFile("UPTIME_KUMA_DB_CA");
        }

        return builder.ConnectionString;
    }

    private static int? Number(SettingSources sources, string name) =>
        int.TryParse(sources.Variable(name), CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsPort(int number) => number is >= 0 and <= 65535;
}
