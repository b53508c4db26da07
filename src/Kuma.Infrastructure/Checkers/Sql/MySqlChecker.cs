using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;
using MySqlConnector;

namespace Kuma.Infrastructure.Checkers.Sql;

/// <summary>UP when the query runs on a MySQL or MariaDB server and its value is as asked.</summary>
internal sealed class MySqlChecker(SqlCheck check) : IChecker
{
    private const int DefaultPort = 3306;
    private const int ConnectSeconds = 10;

    public string Type => "mysql";

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var address = Address(monitor.Settings);
        return await check.RunAsync(
            address.Server,
            () => new MySqlConnection(address.ConnectionString),
            monitor.Settings,
            "SELECT 1",
            static _ => "No Error, but the result is not an array. Type: object",
            static e => e.Message.ReplaceLineEndings(" "),
            cancellationToken);
    }

    private static MySqlConnectionStringBuilder Address(MonitorSettings settings)
    {
        // What is wrong with the text stays out of the message: it may hold the password.
        if (!Uri.TryCreate((settings.DatabaseConnectionString ?? "").Trim(), UriKind.Absolute, out var url)
            || url.Scheme is not ("mysql" or "mariadb") || url.Host.Length == 0)
        {
            throw new CheckFailedException("Database connection/query failed: Invalid connection string: use mysql://username:password@host:port/database");
        }

        var user = url.UserInfo.Split(':', 2);
        var password = string.IsNullOrEmpty(settings.RadiusPassword) ? Uri.UnescapeDataString(user.ElementAtOrDefault(1) ?? "") : settings.RadiusPassword;
        return new MySqlConnectionStringBuilder
        {
            Server = url.Host.Trim('[', ']'),
            Port = (uint)(url.Port < 0 ? DefaultPort : url.Port),
            UserID = Uri.UnescapeDataString(user[0]),
            Password = password,
            Database = Uri.UnescapeDataString(url.AbsolutePath.Trim('/')),
            ConnectionTimeout = (uint)Math.Clamp(Math.Ceiling(BeatPolicy.Timeout(settings).TotalSeconds), 1, ConnectSeconds),
            Pooling = false,
            AllowPublicKeyRetrieval = true,
            AllowUserVariables = true,
            ApplicationName = "Kuma",
        };
    }
}
