using System.Globalization;
using Kuma.Application.Common;
using Kuma.Infrastructure.Persistence;
using Npgsql;

namespace Kuma.Web.Hosting;

/// <summary>How this process was told to run: flags first, then <c>UPTIME_KUMA_*</c>, then the plain names, then defaults.</summary>
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

    public bool JsonLog { get; init; }

    /// <summary>A file that gets the log too, a new one each day; <c>null</c> for none.</summary>
    public string? LogFile { get; init; }

    public required DatabaseOptions Database { get; init; }

    /// <summary>Reads the settings of this process.</summary>
    /// <exception cref="StartupException">A setting is wrong; the message names it.</exception>
    public static KumaOptions Read(IConfiguration configuration)
    {
        var data = Path.GetFullPath(First(configuration, "data-dir", "data", "DATA_DIR") ?? "./data");
        return new KumaOptions
        {
            Port = ReadPort(configuration),
            Host = First(configuration, "host", "UPTIME_KUMA_HOST", "HOST"),
            DataFolder = data,
            CertificatePath = First(configuration, "ssl-cert", "UPTIME_KUMA_SSL_CERT", "SSL_CERT"),
            CertificateKeyPath = First(configuration, "ssl-key", "UPTIME_KUMA_SSL_KEY", "SSL_KEY"),
            CertificatePassphrase =
                First(configuration, "ssl-key-passphrase", "UPTIME_KUMA_SSL_KEY_PASSPHRASE", "SSL_KEY_PASSPHRASE"),
            DisableFrameSameOrigin =
                First(configuration, "disable-frame-sameorigin", "UPTIME_KUMA_DISABLE_FRAME_SAMEORIGIN") is not null,
            JsonLog = First(configuration, "UPTIME_KUMA_LOG_FORMAT") is "json",
            LogFile = First(configuration, "log-file", "KUMA_LOG_FILE"),
            Database = new DatabaseOptions
            {
                DataFolder = data,
                ConnectionString = First(configuration, "KUMA_DATABASE", "ConnectionStrings:Kuma") ?? FromParts(configuration),
                MaxConnections = ReadPool(configuration),
                StartTimeout = TimeSpan.FromSeconds(
                    int.TryParse(configuration["KUMA_DATABASE_START_TIMEOUT"], CultureInfo.InvariantCulture, out var seconds) ? seconds : 15),
            },
        };
    }

    private static int ReadPort(IConfiguration configuration)
    {
        if (configuration["port"] is { } flag)
        {
            return int.TryParse(flag, CultureInfo.InvariantCulture, out var asked) && asked is >= 0 and <= 65535
                ? asked
                : throw new StartupException($"The port '{flag}' is no number from 0 to 65535: correct --port.");
        }

        // Kubernetes sets PORT-like variables to tcp://…: what is no number is passed over.
        string[] names = ["UPTIME_KUMA_PORT", "PORT"];
        return names.Select(name => int.TryParse(configuration[name], CultureInfo.InvariantCulture, out var port) ? port : -1)
            .FirstOrDefault(port => port is >= 0 and <= 65535, 3001);
    }

    private static int ReadPool(IConfiguration configuration) =>
        int.TryParse(configuration["UPTIME_KUMA_DB_POOL_MAX_CONNECTIONS"], CultureInfo.InvariantCulture, out var size) && size > 0
            ? Math.Min(size, 100)
            : 20;

    private static string? FromParts(IConfiguration configuration)
    {
        if (First(configuration, "UPTIME_KUMA_DB_TYPE") is { } type and not ("postgres" or "postgresql"))
        {
            throw new StartupException($"UPTIME_KUMA_DB_TYPE is '{type}', but Kuma keeps its data in PostgreSQL: set it to 'postgres' or remove it.");
        }

        if (First(configuration, "UPTIME_KUMA_DB_HOSTNAME", "UPTIME_KUMA_DB_SOCKET") is not { } host)
        {
            return null;
        }

        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = host,
            Database = First(configuration, "UPTIME_KUMA_DB_NAME") ?? "kuma",
            Username = FromFile(configuration, "UPTIME_KUMA_DB_USERNAME"),
            Password = FromFile(configuration, "UPTIME_KUMA_DB_PASSWORD"),
        };
        if (int.TryParse(configuration["UPTIME_KUMA_DB_PORT"], CultureInfo.InvariantCulture, out var port))
        {
            builder.Port = port;
        }

        if (configuration["UPTIME_KUMA_DB_SSL"] is "true")
        {
            builder.SslMode = SslMode.Require;
            builder.RootCertificate = First(configuration, "UPTIME_KUMA_DB_CA");
        }

        return builder.ConnectionString;
    }

    private static string? FromFile(IConfiguration configuration, string name)
    {
        if (First(configuration, $"{name}_FILE") is not { } file)
        {
            return First(configuration, name);
        }

        if (First(configuration, name) is not null)
        {
            throw new StartupException($"Both {name} and {name}_FILE are set: remove one.");
        }

        return File.Exists(file) ? File.ReadAllText(file).Trim() : throw new StartupException($"{name}_FILE names {file}, which does not exist.");
    }

    private static string? First(IConfiguration configuration, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!string.IsNullOrWhiteSpace(configuration[name]))
            {
                return configuration[name];
            }
        }

        return null;
    }
}
